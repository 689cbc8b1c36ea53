using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Finds images by what is in them.</summary>
public sealed class ContentIndex(ImageIndex index, ImageRecords records)
{
    private const int MostCopies = 10;

    public Task AddAsync(ImageRecord image, CancellationToken cancellationToken) =>
        index.AddAsync(image.Id, IndexKinds.OfContent(image), cancellationToken);

    /// <summary>Takes away the rows of what was found before and no more.</summary>
    public Task RemoveOldAsync(ImageRecord before, ImageRecord after, CancellationToken cancellationToken) => index.RemoveAsync(
        after.Id,
        IndexKinds.OfContent(before).ExceptBy(IndexKinds.OfContent(after).Select(row => (row.Kind, row.Value)), row => (row.Kind, row.Value)),
        cancellationToken);

    /// <returns>The oldest other image of the same owner with the same bytes.</returns>
    public async Task<ImageId?> FindDuplicateAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        if (image.Sha256 is null)
            return null;
        var hits = await index.FindAsync(
            IndexKinds.Sha256, IndexKinds.Sha256Value(image.UserId, image.Sha256), null, null, null, MostCopies, cancellationToken);
        foreach (var hit in hits.Where(hit => hit.Id < image.Id).OrderBy(hit => hit.Id))
        {
            if (await records.GetAsync(hit.Id, cancellationToken) is { IsDeleted: false })
                return hit.Id;
        }

        return null;
    }
}
