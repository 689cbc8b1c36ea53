using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Uploads;

/// <summary>Gives a record to a blob that was put into the uploads container by other means; one blob, one record.</summary>
public sealed class ImportBlob(
    ImageRecords records, Reservations reservations, Tombstones tombstones, OriginalBlobs originals, NewImage newImage, TimeProvider time)
{
    /// <param name="isThere">Whether the blob was seen; an event may speak of one that is gone, or never was.</param>
    /// <returns>
    /// The image that the blob belongs to, or null for none: there is no such blob, or it was uploaded for an image that has been purged.
    /// </returns>
    public async Task<ImageId?> RunAsync(string blobName, bool isThere, CancellationToken cancellationToken)
    {
        if (ImageId.Parse(blobName) is { } own)
        {
            if (await records.GetAsync(own, cancellationToken) is not null)
                return own;
            if (await tombstones.HasAsync(own, cancellationToken))
                return null;
            // Others may give their files such names too.
        }

        if (!BlobNames.IsWithin(StorageNames.UploadsContainer, blobName))
            return null;
        var wanted = new IndexEntry(IndexKinds.Blob, blobName);
        var holder = await reservations.FindAsync(wanted, cancellationToken);
        if (holder is null)
        {
            if (!isThere && !await originals.ExistsAsync(blobName, cancellationToken))
                return null;
            var now = time.GetUtcNow();
            var id = await EarlierAsync(blobName, cancellationToken) ?? ImageId.New(now);
            holder = (await reservations.HoldAsync(wanted, id, now, cancellationToken)).Id;
        }

        if (await records.GetAsync(holder.Value, cancellationToken) is not null)
            return holder;
        await AddAsync(holder.Value, blobName, cancellationToken);
        // A purge that went on meanwhile left its tombstone before it took the record away.
        if (!await tombstones.HasAsync(holder.Value, cancellationToken))
            return holder;
        await records.RemoveAsync(holder.Value, cancellationToken);
        return null;
    }

    // Earlier versions took names that differ only in case for one.
    private async Task<ImageId?> EarlierAsync(string blobName, CancellationToken cancellationToken)
    {
        var lower = blobName.ToLowerInvariant();
        return lower != blobName
            && await reservations.FindAsync(new IndexEntry(IndexKinds.Blob, lower), cancellationToken) is { } id
            && await records.GetAsync(id, cancellationToken) is { } image && image.BlobName == blobName ? id : null;
    }

    private async Task AddAsync(ImageId id, string blobName, CancellationToken cancellationToken)
    {
        try
        {
            await records.AddAsync(newImage.Import(id, blobName), cancellationToken);
        }
        catch (RecordConflictException)
        {
            // Another delivery of the same event was quicker; it made the same record.
        }
    }
}
