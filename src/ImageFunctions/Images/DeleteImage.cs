using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>Hides an image until it is restored or purged.</summary>
public sealed class DeleteImage(GetImage get, RecordChanges changes, PurgeImage purge, IndexRows rows, Outbox outbox, TimeProvider time)
{
    /// <param name="isPurge">Whether it is gone for good at once; a deleted image can be purged too.</param>
    /// <param name="isExpected">Whether a record has the version that the caller wants to delete; null for any.</param>
    /// <returns>The deleted image; null once it is purged.</returns>
    public async Task<ImageRecord?> RunAsync(
        string id, bool isPurge, string? caller, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var image = await get.AnyAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (!isPurge)
            return await RunAsync(image, isExpected, cancellationToken);
        await purge.RunAsync(image, static _ => true, isExpected, job: null, cancellationToken);
        return null;
    }

    /// <summary>
    /// Of a deleted image nothing changes: who asks again may not have heard that it is done. Its index rows go with it, so that
    /// lists need not pass over what they do not show.
    /// </summary>
    /// <param name="isExpected">Whether a record has the version that is meant; null for any.</param>
    public async Task<ImageRecord> RunAsync(ImageRecord image, Func<ImageRecord, bool>? isExpected, CancellationToken cancellationToken)
    {
        var deleted = await changes.ApplyAsync(
            image,
            record => record.IsDeleted ? null : outbox.Tell(record.Delete(time.GetUtcNow()), WebhookEvents.Deleted),
            isExpected is null ? null : record => record.IsDeleted || isExpected(record),
            cancellationToken);
        if (deleted is not null)
            await rows.HideAsync(deleted, cancellationToken);
        return await outbox.SendAsync(deleted ?? image, cancellationToken);
    }
}
