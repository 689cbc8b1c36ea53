using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Processing;

/// <summary>What follows when there is no original: another look later, until the upload URL has run out.</summary>
public sealed class WaitForUpload(MessageQueues queues, OriginalBlobs originals, EndProcessing end, TimeProvider time) : IDisposable
{
    // A hidden message comes back after whole seconds at the soonest; most uploads are over sooner.
    private static readonly TimeSpan LookingTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // The host fetches no more messages while more than two are being worked on (newBatchThreshold).
    private readonly SemaphoreSlim _looking = new(2);

    /// <summary>
    /// Stays for the first seconds of an upload URL, where a check is what begins the work. In Azure an event does, and a check
    /// comes when the URL has run out.
    /// </summary>
    /// <returns>Whether the original has come.</returns>
    public async Task<bool> LookAsync(ImageRecord image, UploadCheck? check, CancellationToken cancellationToken)
    {
        if (check is null || image.Status != ImageStatus.Pending || !await _looking.WaitAsync(0, cancellationToken))
            return false;
        // The clock that made the id may be ahead of this one.
        var now = time.GetUtcNow();
        var until = (image.CreatedAt < now ? image.CreatedAt : now) + LookingTime;
        try
        {
            while (time.GetUtcNow() < until)
            {
                await Task.Delay(Pause, time, cancellationToken);
                if (await originals.ExistsAsync(image.BlobName, cancellationToken))
                    return true;
            }

            return false;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

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
                await queues.SendAsync(
                    check with { Attempt = check.Attempt + 1 }, RetryDelays.UploadCheck(check.Attempt), cancellationToken);
            else
                await end.ExpireAsync(image, cancellationToken);
        }
    }
}
