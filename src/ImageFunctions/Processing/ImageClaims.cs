using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Processing;

/// <summary>Who works on an image: one message at a time, and nobody once it is done.</summary>
public sealed partial class ImageClaims(
    ImageRecords records, VariantBlobs variants, ModerationRules moderation, Outbox outbox, TimeProvider time, ILogger<ImageClaims> logger)
{
    /// <summary>Whether a record still belongs to the work that claimed it.</summary>
    public static bool IsStillMine(ImageRecord record, ImageRecord claimed) =>
        !record.IsDeleted && record.ClaimedBy == claimed.ClaimedBy && record.Status == ImageStatus.Processing;

    /// <returns>The image when there is something to do on it, else null.</returns>
    public async Task<ImageRecord?> FindWorkAsync(ImageId id, string messageId, UploadSignal signal, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(id, cancellationToken);
        // The work before this ended between its last change of the record and what follows from that.
        if (image is { Owes.Count: > 0 } && (image.IsFinished || image.IsDeleted))
            image = await outbox.SendAsync(image, cancellationToken);
        if (image is null || image.IsDeleted || image.Status == ImageStatus.Unknown)
        {
            LogGone(logger, id);
            // What an earlier delivery had made before it broke off.
            if (image is null)
                await variants.DeleteAllAsync(id, cancellationToken);
            return null;
        }

        var isOpen = !image.IsFinished || IsOverwritten(image, signal);
        return isOpen && !image.IsClaimedByAnother(messageId, time.GetUtcNow()) ? image : null;
    }

    /// <exception cref="RecordConflictException">Somebody else was quicker.</exception>
    public Task<ImageRecord> ClaimAsync(ImageRecord image, string messageId, string originalETag, CancellationToken cancellationToken)
    {
        // Also if this fails: content that comes later is told from what was refused.
        var claimed = image.Claim(messageId, time.GetUtcNow()) with { OriginalETag = originalETag };
        // Other content is another image: what was decided of the first says nothing of it.
        if (claimed.Moderation.State == ModerationState.None || (image.OriginalETag is { } known && known != originalETag))
            claimed = claimed with { Moderation = moderation.Initial };
        return records.UpdateAsync(image, claimed, cancellationToken);
    }

    // Only an imported blob can be: our upload URLs create once. What failed without a look at any content starts anew.
    private static bool IsOverwritten(ImageRecord image, UploadSignal signal) => signal.ETag is not null
        && (image.OriginalETag is { } known ? known.Trim('"') != signal.ETag : image.Status == ImageStatus.Failed);

    [LoggerMessage(1001, LogLevel.Debug, "Image {ImageId} is gone, nothing to process.")]
    private static partial void LogGone(ILogger logger, ImageId imageId);
}
