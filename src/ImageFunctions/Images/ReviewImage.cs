using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>A person's decision about an image: the only thing that lifts a block.</summary>
public sealed class ReviewImage(
    GetImage get, RecordChanges changes, IndexRows rows, OriginalBlobs originals, Outbox outbox, TimeProvider time)
{
    /// <param name="reviewer">Who decides, as the caller says; kept with the decision.</param>
    public async Task<ImageRecord> ApproveAsync(string id, string? reviewer, CancellationToken cancellationToken)
    {
        var image = await get.RunAsync(id, cancellationToken);
        if (image.Moderation.State == ModerationState.Blocked)
            await originals.UnblockAsync(image.Id, image.BlobName, cancellationToken);
        return await DecideAsync(image, ModerationState.Approved, reviewer, cancellationToken);
    }

    /// <param name="reviewer">Who decides, as the caller says; kept with the decision.</param>
    public async Task<ImageRecord> RejectAsync(string id, string? reviewer, CancellationToken cancellationToken)
    {
        var image = await get.RunAsync(id, cancellationToken);
        return await DecideAsync(image, ModerationState.Blocked, reviewer, cancellationToken);
    }

    private async Task<ImageRecord> DecideAsync(
        ImageRecord image, ModerationState state, string? reviewer, CancellationToken cancellationToken)
    {
        GetImage.CheckKnown(image);
        if (image.Status is ImageStatus.Pending or ImageStatus.Expired)
            throw new ProblemException(ProblemCodes.NotUploaded, "Nothing has been uploaded for this image.");
        var decided = await changes.ApplyAsync(image, record =>
            record.IsDeleted ? null : outbox.Tell(
                record.Review(state, reviewer, time.GetUtcNow()), WebhookEvents.Moderated), cancellationToken)
            ?? throw ProblemException.ImageNotFound();
        // What is blocked has to be out of reach before anything else.
        decided = await outbox.SendAsync(decided, cancellationToken);
        await rows.FollowAsync(image, decided, cancellationToken);
        return decided;
    }
}
