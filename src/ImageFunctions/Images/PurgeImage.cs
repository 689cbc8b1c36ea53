using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Images;

/// <summary>
/// Removes everything of an image: blobs and index rows first, the record last, so that a purge that stops half way is
/// found and finished by the next one.
/// </summary>
public sealed class PurgeImage(
    RecordChanges changes, ImageRecords records, ImageFiles files, ImageTraces traces, Outbox outbox, TimeProvider time)
{
    public Task<bool> RunAsync(ImageRecord image, CancellationToken cancellationToken) =>
        RunAsync(image, static _ => true, isExpected: null, job: null, cancellationToken);

    /// <param name="isDue">Whether the record, as it is now, is to be purged: what was read may be restored meanwhile.</param>
    /// <param name="isExpected">Whether it has the version that the caller means; null for any.</param>
    /// <param name="job">The erasure that it is part of, if any.</param>
    /// <returns>False when it is not to be purged after all.</returns>
    public async Task<bool> RunAsync(
        ImageRecord image, Func<ImageRecord, bool> isDue, Func<ImageRecord, bool>? isExpected, string? job,
        CancellationToken cancellationToken)
    {
        // From here on nothing restores it, and work under way sees that and removes what it writes.
        var purged = await changes.ApplyAsync(image, record => isDue(record) ? Purge(record) : null, isExpected, cancellationToken);
        if (purged is null && await records.GetAsync(image.Id, cancellationToken) is not null)
            return false;
        if (purged is not null)
            await outbox.SendAsync(purged, cancellationToken);
        // Where another purge was quicker, this one may know of more. The files come after the tombstone: what is uploaded by an
        // URL that is still good belongs to nobody from here on.
        await traces.RemoveAsync(purged ?? image, job, cancellationToken);
        await files.DeleteAllAsync(image.Id, image.BlobName, cancellationToken);
        await records.RemoveAsync(image.Id, cancellationToken);
        return true;
    }

    private ImageRecord Purge(ImageRecord record)
    {
        var purged = record.Purge(time.GetUtcNow());
        return record.IsDeleted ? purged : outbox.Tell(purged, WebhookEvents.Deleted);
    }
}
