using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>A person's decision about an image: the only thing that lifts a block.</summary>
public sealed class ReviewImage(
    GetImage get, RecordChanges changes, ImageIndex index, ImageFiles files, MessageQueues queues, ReviewNotice notice)
{
    /// <param name="reviewer">Who decides, as the caller says; kept with the decision.</param>
    public async Task<ImageRecord> ApproveAsync(string id, string? reviewer, CancellationToken cancellationToken)
    {
        var image = await get.RunAsync(id, cancellationToken);
        var wasBlocked = image.Moderation.State == ModerationState.Blocked;
        if (wasBlocked)
            await files.UnblockAsync(image.Id, image.BlobName, cancellationToken);
        var approved = await DecideAsync(image, ModerationState.Approved, reviewer, cancellationToken);
        // Everything that could be served was removed by the block.
        if (wasBlocked)
            await queues.SendAsync(new UploadCheck(approved.Id, 0, approved.TraceParent), TimeSpan.Zero, cancellationToken);
        return approved;
    }

    /// <param name="reviewer">Who decides, as the caller says; kept with the decision.</param>
    public async Task<ImageRecord> RejectAsync(string id, string? reviewer, CancellationToken cancellationToken)
    {
        var image = await get.RunAsync(id, cancellationToken);
        var rejected = await DecideAsync(image, ModerationState.Blocked, reviewer, cancellationToken);
        await files.BlockAsync(rejected.Id, rejected.BlobName, cancellationToken);
        return rejected;
    }

    private async Task<ImageRecord> DecideAsync(
        ImageRecord image, ModerationState state, string? reviewer, CancellationToken cancellationToken)
    {
        if (image.Status is ImageStatus.Pending or ImageStatus.Expired)
            throw new ProblemException(ProblemCodes.NotUploaded, "Nothing has been uploaded for this image.");
        var decided = await changes.ApplyAsync(image, record =>
            record.IsDeleted ? null : record.Review(state, reviewer, notice.Now), cancellationToken) ?? throw ProblemException.ImageNotFound();
        await index.AddAsync(decided.Id, [.. IndexKinds.OfModeration(decided), .. IndexKinds.OfStatus(decided)], cancellationToken);
        if (image.Moderation.State != state)
            await index.RemoveAsync(decided.Id, IndexKinds.OfModeration(image), cancellationToken);
        await notice.SendAsync(decided, cancellationToken);
        return decided;
    }
}

/// <summary>Says when a decision was made, and tells whoever asked to be told.</summary>
public sealed class ReviewNotice(NotifyReceivers notify, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Task SendAsync(ImageRecord decided, CancellationToken cancellationToken) =>
        notify.SendAsync(decided, WebhookEvents.Moderated, cancellationToken);
}
