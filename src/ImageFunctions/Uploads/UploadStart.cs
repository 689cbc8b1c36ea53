using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Uploads;

/// <summary>What follows when an image has its record: it is found by what its caller said, and looked after.</summary>
public sealed class UploadStart(ImageIndex index, MessageQueues queues, ImageMetrics metrics, IOptions<UploadOptions> options)
{
    /// <param name="isThere">Whether the file has come; else it is first looked for after a while.</param>
    public async Task RunAsync(ImageRecord image, bool isThere, CancellationToken cancellationToken)
    {
        var firstCheck = isThere ? TimeSpan.Zero : options.Value.FirstCheckDelay;
        await Task.WhenAll(
            index.AddAsync(image.Id, IndexKinds.OfCaller(image), cancellationToken),
            queues.SendAsync(new UploadCheck(image.Id, 0, image.TraceParent), firstCheck, cancellationToken));
        metrics.UploadIssued();
    }
}
