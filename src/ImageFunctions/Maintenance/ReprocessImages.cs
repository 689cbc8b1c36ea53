using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues the reprocessing of all images that have a status now.</summary>
public sealed class ReprocessImages(Jobs jobs, MessageQueues queues, TimeProvider time)
{
    public async Task<Job> RunAsync(ImageStatus status, CancellationToken cancellationToken)
    {
        if (status is ImageStatus.Pending or ImageStatus.Expired)
            throw ProblemException.Invalid("status", "status must be one of uploaded, processing, completed, failed.");
        var job = await jobs.StartAsync(BatchKinds.Reprocess, cancellationToken);
        var request = new BatchRequest(BatchKinds.Reprocess, null, status, false, null, time.GetUtcNow()) { JobId = job.JobId };
        await queues.SendAsync(request, TimeSpan.Zero, cancellationToken);
        return job;
    }
}
