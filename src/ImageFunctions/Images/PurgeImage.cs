using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>
/// Removes everything of an image: blobs and index rows first, the record last, so that a purge that stops half way is
/// found and finished by the next one.
/// </summary>
public sealed class PurgeImage(
    RecordChanges changes, ImageRecords records, ImageIndex index, ImageFiles files,
    WebhookLog webhooks, Outbox outbox, Tombstones tombstones, TimeProvider time)
{
    public async Task RunAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        // Work under way sees the tombstone and removes what it writes from here on.
        if (!image.IsDeleted)
        {
            image = await changes.ApplyAsync(image, record => record.IsDeleted ? record
                : outbox.Tell(record.Delete(time.GetUtcNow()), WebhookEvents.Deleted), cancellationToken) ?? image;
        }

        await outbox.SendAsync(image, cancellationToken);

        // Before the files go: what is uploaded by an URL that is still good belongs to nobody from here on.
        await tombstones.AddAsync(image.Id, job: null, cancellationToken);
        await Task.WhenAll(
            files.DeleteAllAsync(image.Id, image.BlobName, cancellationToken),
            index.RemoveAsync(image.Id, IndexKinds.Of(image with { Status = image.StatusBeforeDelete ?? image.Status }), cancellationToken),
            webhooks.RemoveAsync(image.Id, cancellationToken));
        if (image.BlobName != image.Id.ToString())
            await index.ReleaseAsync(IndexKinds.Blob, image.BlobName, cancellationToken);
        await records.RemoveAsync(image.Id, cancellationToken);
    }
}
