using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Processing;

/// <summary>What follows when there is no original: another look later, until the upload URL has run out.</summary>
public sealed class WaitForUpload(MessageQueues queues, EndProcessing end, TimeProvider time)
{
    /// <param name="check">Our own scheduled check, or null when an event spoke of the blob.</param>
    public async Task RunAsync(ImageRecord image, UploadCheck? check, CancellationToken cancellationToken)
    {
        if (image.Status is ImageStatus.Uploaded or ImageStatus.Processing)
        {
            // It was there: an event for a blob that is gone again, or an original that was removed behind our back.
            await end.FailAsync(image, RejectionCodes.OriginalMissing, "The uploaded file is no longer there.", cancellationToken);
        }
        else if (check is not null && image.Status == ImageStatus.Pending)
        {
            if (time.GetUtcNow() < image.UploadExpiresAt)
                await queues.SendAsync(check with { Attempt = check.Attempt + 1 }, RetryDelays.UploadCheck(check.Attempt), cancellationToken);
            else
                await end.ExpireAsync(image, cancellationToken);
        }
    }
}
