using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;

namespace ImageFunctions.Uploads;

/// <summary>What follows when an image has its record: it is found by what its caller said, and looked after.</summary>
public sealed class UploadStart(ImageIndex index, MessageQueues queues, ImageMetrics metrics)
{
    /// <param name="firstCheck">Time until the first look whether there is something to process.</param>
    public async Task RunAsync(ImageRecord image, TimeSpan firstCheck, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            index.AddAsync(image.Id, IndexKinds.OfCaller(image), cancellationToken),
            queues.SendAsync(new UploadCheck(image.Id, 0, image.TraceParent), firstCheck, cancellationToken));
        metrics.UploadIssued();
    }
}
