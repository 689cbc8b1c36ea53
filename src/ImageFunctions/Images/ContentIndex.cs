using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Finds images by what is in them.</summary>
public sealed class ContentIndex(ImageIndex index, ImageRecords records, RecordChanges changes)
{
    public Task AddAsync(ImageRecord image, CancellationToken cancellationToken) =>
        index.AddAsync(image.Id, IndexKinds.OfContent(image), cancellationToken);

    /// <summary>
    /// Which image was the first with these bytes. All rows are read, since the first is the last of them, and after the
    /// image's own row was written: of two at once, one sees the other.
    /// </summary>
    /// <param name="isNew">Whether the bytes are new to this image: younger copies may have missed it then, and are told.</param>
    /// <returns>The oldest image of the same owner with the same bytes; null when it is this one.</returns>
    public async Task<ImageId?> FindFirstAsync(ImageRecord image, bool isNew, CancellationToken cancellationToken)
    {
        if (image.Sha256 is null)
            return null;
        var hits = await index.FindAsync(
            new IndexEntry(IndexKinds.Sha256, IndexKinds.Sha256Value(image.UserId, image.Sha256)), default, int.MaxValue,
            cancellationToken);
        foreach (var hit in hits.Where(hit => hit.Id < image.Id).OrderBy(hit => hit.Id))
        {
            if (await records.GetAsync(hit.Id, cancellationToken) is { IsDeleted: false } older
                && (older.Sha256 ?? image.Sha256) == image.Sha256)
                return hit.Id;
        }

        foreach (var hit in hits.Where(hit => isNew && hit.Id > image.Id))
        {
            if (await records.GetAsync(hit.Id, cancellationToken) is { } younger)
                await changes.ApplyAsync(
                    younger, record => IsKnownTo(record, image) ? null : record with { DuplicateOf = image.Id }, cancellationToken);
        }

        return null;
    }

    private static bool IsKnownTo(ImageRecord younger, ImageRecord first) =>
        younger.IsDeleted || younger.DuplicateOf <= first.Id || (younger.Sha256 ?? first.Sha256) != first.Sha256;
}
