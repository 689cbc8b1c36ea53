using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Uploads;

/// <summary>Gives a record to a blob that was put into the uploads container by other means; one blob, one record.</summary>
public sealed class ImportBlob(ImageRecords records, ImageIndex index, NewImage newImage, TimeProvider time)
{
    /// <returns>The image that the blob belongs to, or null for one that was ours and has been purged.</returns>
    public async Task<ImageId?> RunAsync(string blobName, CancellationToken cancellationToken)
    {
        if (ImageId.Parse(blobName) is { } own)
            return await records.GetAsync(own, cancellationToken) is null ? null : own;
        var now = time.GetUtcNow();
        var held = await index.ReserveAsync(IndexKinds.Blob, blobName, ImageId.New(now), null, now, cancellationToken);
        if (held.IsNew || await records.GetAsync(held.Id, cancellationToken) is null)
            await AddAsync(held.Id, blobName, cancellationToken);
        return held.Id;
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
