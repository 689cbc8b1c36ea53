using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>Takes a delete back.</summary>
public sealed class RestoreImage(GetImage get, RecordChanges changes, IndexRows rows, Outbox outbox)
{
    /// <param name="isExpected">Whether a record has the version that the caller wants to restore; null for any.</param>
    public async Task<ImageRecord> RunAsync(
        string id, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var image = await get.AnyAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (image.IsDeleted)
        {
            image = await RestoreAsync(image, isExpected, cancellationToken);
        }
        else if (!image.IsRestored)
        {
            throw new ProblemException(ProblemCodes.NotDeleted, "The image is not deleted.");
        }

        // One that was restored before: who asks again may not have heard that it is done.
        return await outbox.SendAsync(image, cancellationToken);
    }

    private async Task<ImageRecord> RestoreAsync(
        ImageRecord deleted, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        RecordChanges.Check(deleted, isExpected);
        if (deleted.IsBeingPurged || deleted.IsDraft)
            throw ProblemException.ImageNotFound();
        await rows.ShowAsync(deleted, cancellationToken);
        var restored = await changes.ApplyAsync(deleted, record => record switch
        {
            { IsBeingPurged: true } or { IsDraft: true } => null,
            { IsDeleted: true } => outbox.Tell(record.Restore(), WebhookEvents.Restored),
            _ => record,
        }, isExpected, cancellationToken);
        if (restored is not null)
        {
            await rows.FollowAsync(deleted, restored, cancellationToken);
            return restored;
        }

        // It is being purged, which looked for the rows before they were there.
        await rows.HideAsync(deleted, cancellationToken);
        throw ProblemException.ImageNotFound();
    }
}
