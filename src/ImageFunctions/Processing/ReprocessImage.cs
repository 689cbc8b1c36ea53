using System.Diagnostics;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Processing;

/// <summary>Brings an image to what would be made of it now: what is missing or would be another is made again.</summary>
public sealed class ReprocessImage(GetImage get, RecordChanges changes, MessageQueues queues)
{
    /// <param name="isExpected">Whether a record has the version that the caller means; null for any.</param>
    public async Task<ImageRecord> RunAsync(
        string id, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var image = await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        GetImage.CheckKnown(image);
        if (image.Moderation.State == ModerationState.Blocked)
            throw new ProblemException(ProblemCodes.ContentBlocked, "The image was blocked by moderation; only an approval lifts that.");
        return await RunAsync(image, isExpected, cancellationToken)
            ?? throw new ProblemException(ProblemCodes.NotUploaded, "Nothing has been uploaded for this image.");
    }

    /// <param name="isExpected">Whether a record has the version that is meant; null for any.</param>
    /// <returns>Null when there is nothing to process.</returns>
    public async Task<ImageRecord?> RunAsync(ImageRecord image, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var ready = await changes.ApplyAsync(image, record =>
            record.IsDeleted || record.Status is ImageStatus.Pending or ImageStatus.Expired or ImageStatus.Unknown
            || record.Moderation.State == ModerationState.Blocked
                ? null
                : record.Reprocess(), isExpected, cancellationToken);
        if (ready is not null)
            await queues.SendAsync(new UploadCheck(ready.Id, 0, Activity.Current?.Id), TimeSpan.Zero, cancellationToken);
        return ready;
    }
}
