using System.Diagnostics;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Processing;

/// <summary>Makes everything of an image again.</summary>
public sealed class ReprocessImage(GetImage get, RecordChanges changes, MessageQueues queues)
{
    public async Task<ImageRecord> RunAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        GetImage.CheckKnown(image);
        if (image.Moderation.State == ModerationState.Blocked)
            throw new ProblemException(RejectionCodes.ContentBlocked, "The image was blocked by moderation; only an approval lifts that.");
        return await RunAsync(image, cancellationToken)
            ?? throw new ProblemException(ProblemCodes.NotUploaded, "Nothing has been uploaded for this image.");
    }

    /// <returns>Null when there is nothing to process.</returns>
    public async Task<ImageRecord?> RunAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var ready = await changes.ApplyAsync(image, record =>
            record.IsDeleted || record.Status is ImageStatus.Pending or ImageStatus.Expired or ImageStatus.Unknown || record.Moderation.State == ModerationState.Blocked
                ? null
                : record.Reprocess(), cancellationToken);
        if (ready is not null)
            await queues.SendAsync(new UploadCheck(ready.Id, 0, Activity.Current?.Id), TimeSpan.Zero, cancellationToken);
        return ready;
    }
}
