using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Maintenance;

/// <summary>Queues the reprocessing of all images that have a status now.</summary>
public sealed class ReprocessImages(MessageQueues queues, TimeProvider time)
{
    public Task RunAsync(ImageStatus status, CancellationToken cancellationToken) =>
        status is ImageStatus.Pending or ImageStatus.Expired
            ? throw ProblemException.Invalid("status", "status must be one of uploaded, processing, completed, failed.")
            : queues.SendAsync(new BatchRequest(BatchKinds.Reprocess, null, status, false, null, time.GetUtcNow()), TimeSpan.Zero, cancellationToken);
}
