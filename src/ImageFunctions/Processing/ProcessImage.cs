using System.Diagnostics;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>
/// Everything that a word about an upload leads to, whoever says it and however often: look, claim, render, complete.
/// </summary>
public sealed partial class ProcessImage(
    ImageRecords records,
    OriginalBlobs originals,
    MessageQueues queues,
    RenderVariants renditions,
    FinishImage finish,
    ImageMetrics metrics,
    IOptions<ImageLimits> limits,
    TimeProvider time,
    ILogger<ProcessImage> logger)
{
    /// <param name="messageId">The queue message that does the work; the same one may come back after a crash.</param>
    public async Task RunAsync(ImageId id, string messageId, UploadSignal signal, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var image = await records.GetAsync(id, cancellationToken);
            if (image is null || image.IsDeleted)
            {
                LogGone(logger, id);
                return;
            }

            if ((IsFinished(image) && !IsOverwritten(image, signal)) || image.IsClaimedByAnother(messageId, time.GetUtcNow()))
                return;
            try
            {
                await WorkAsync(image, messageId, signal.Check, cancellationToken);
                return;
            }
            catch (RecordConflictException)
            {
                // Somebody else changed the record first: look again at what it says now.
            }
        }

        throw new RecordConflictException();
    }

    private async Task WorkAsync(ImageRecord image, string messageId, UploadCheck? check, CancellationToken cancellationToken)
    {
        try
        {
            using var original = await originals.ReadAsync(image.BlobName, limits.Value, cancellationToken);
            if (original is null)
            {
                await WaitForUploadAsync(image, check, cancellationToken);
                return;
            }

            metrics.BytesRead(original.Bytes.Length);
            // An event knows nothing of the request that gave out the URL; the record does.
            using var activity = ImageMetrics.Activities.StartActivity("process image", ActivityKind.Internal, image.TraceParent);
            activity?.SetTag("image.id", image.Id.ToString());
            var claimed = await records.UpdateAsync(image.Claim(messageId, time.GetUtcNow()), cancellationToken);
            try
            {
                await renditions.RunAsync(claimed, original, cancellationToken);
            }
            catch (ImageRejectedException refused)
            {
                await finish.FailAsync(claimed, refused.Code, refused.Message, cancellationToken);
                LogRefused(logger, image.Id, refused.Code, refused.InnerException?.Message);
            }
        }
        catch (ImageRejectedException refused)
        {
            // Its size alone refused it, before anything was read.
            await finish.FailAsync(image.MarkUploaded(time.GetUtcNow()) with { Attempt = image.Attempt + 1 }, refused.Code, refused.Message, cancellationToken);
            LogRefused(logger, image.Id, refused.Code, null);
        }
    }

    private async Task WaitForUploadAsync(ImageRecord image, UploadCheck? check, CancellationToken cancellationToken)
    {
        if (check is null || image.Status is not ImageStatus.Pending)
        {
            // An event for a blob that is gone again, or an original that was removed behind our back.
            if (image.Status is ImageStatus.Uploaded or ImageStatus.Processing)
                await finish.FailAsync(image, "original_missing", "The uploaded file is no longer there.", cancellationToken);
            return;
        }

        if (time.GetUtcNow() < image.UploadExpiresAt)
        {
            var delay = RetryDelays.UploadCheck(check.Attempt);
            await queues.SendAsync(check with { Attempt = check.Attempt + 1 }, delay, cancellationToken);
            return;
        }

        await finish.ExpireAsync(image, cancellationToken);
        LogExpired(logger, image.Id);
    }

    // Only an adopted blob can be: our upload URLs create once.
    private static bool IsOverwritten(ImageRecord image, UploadSignal signal) =>
        signal.ETag is not null && image.OriginalETag is not null && image.OriginalETag.Trim('"') != signal.ETag;

    private static bool IsFinished(ImageRecord image) =>
        image.Status is ImageStatus.Completed or ImageStatus.Failed
        || (image.Status is ImageStatus.Processing && image.Steps.WebP == StepState.Completed);

    [LoggerMessage(1001, LogLevel.Debug, "Image {ImageId} is gone, nothing to process.")]
    private static partial void LogGone(ILogger logger, ImageId imageId);

    [LoggerMessage(1002, LogLevel.Warning, "Image {ImageId} cannot be used: {Code}. {LibraryMessage}", EventName = AlertEvents.ImageFailed)]
    private static partial void LogRefused(ILogger logger, ImageId imageId, string code, string? libraryMessage);

    [LoggerMessage(1003, LogLevel.Information, "Image {ImageId} expired: its upload URL ran out and nothing was uploaded.")]
    private static partial void LogExpired(ILogger logger, ImageId imageId);
}
