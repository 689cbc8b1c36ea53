using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>Hides an image until it is restored or purged.</summary>
public sealed class DeleteImage(GetImage get, RecordChanges changes, PurgeImage purge, Outbox outbox, TimeProvider time)
{
    /// <param name="isPurge">Whether it is gone for good at once; a deleted image can be purged too.</param>
    public async Task RunAsync(string id, bool isPurge, string? caller, CancellationToken cancellationToken)
    {
        var image = await get.AnyAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        await (isPurge ? purge.RunAsync(image, cancellationToken) : RunAsync(image, cancellationToken));
    }

    /// <summary>
    /// Two calls to storage, and more where somebody is to be told. Of a deleted image nothing changes: who asks again may not
    /// have heard that it is done.
    /// </summary>
    public async Task RunAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var deleted = await changes.ApplyAsync(image, record => record.IsDeleted ? null
            : outbox.Tell(record.Delete(time.GetUtcNow()), WebhookEvents.Deleted), cancellationToken);
        await outbox.SendAsync(deleted ?? image, cancellationToken);
    }
}
