using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues the reprocessing of all images that have a status now.</summary>
public sealed class ReprocessImages(Jobs jobs)
{
    public Task<Job> RunAsync(ImageStatus status, CancellationToken cancellationToken)
    {
        if (status is ImageStatus.Pending or ImageStatus.Expired)
            throw ProblemException.Invalid("status", "status must be one of uploaded, processing, completed, failed.");
        return jobs.StartAsync(new BatchRequest(BatchKinds.Reprocess, Status: status), cancellationToken);
    }
}
