using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>
/// The index rows of an image as it changes. They are hints, the record is the truth: whatever breaks off between the two, no list
/// shows a deleted image, and the cleanup writes what another one lacks.
/// </summary>
public sealed class IndexRows(ImageIndex index, ImageRecords records)
{
    // Images that are not repaired lie between those that are.
    private const int Newcomers = 500;

    /// <summary>
    /// After a change of the record; the rows of what was found in the image are there before it. The rows that lists are made of get
    /// a copy of a finished image, so that a page of them need not read each record. It counts only while no change is marked
    /// that it does not name, and every later one is marked before it is made (<see cref="ChangeMarks"/>).
    /// </summary>
    public async Task FollowAsync(ImageRecord before, ImageRecord after, CancellationToken cancellationToken)
    {
        await index.AddAsync(after.Id, OfState(after).Except(OfState(before)), cancellationToken);
        await Task.WhenAll(
            after.IsCopied ? index.CopyAsync(Shown(after), IndexKinds.OfLists(after), cancellationToken) : Task.CompletedTask,
            RemoveAsync(before.Id, [.. IndexKinds.OfContent(before), .. OfState(before)],
                [.. IndexKinds.OfContent(after), .. OfState(after)], cancellationToken));
    }

    /// <summary>Removes the rows of what would have been found in an image, but for what the record bears out.</summary>
    public Task TakeBackAsync(ImageRecord tried, ImageRecord? kept, CancellationToken cancellationToken) => RemoveAsync(
        tried.Id, IndexKinds.OfContent(tried), kept is null ? [] : IndexKinds.OfContent(kept), cancellationToken);

    /// <summary>Takes the rows of a deleted image away.</summary>
    public async Task HideAsync(ImageRecord deleted, CancellationToken cancellationToken)
    {
        await index.RemoveAsync(deleted.Id, OfUndeleted(deleted), cancellationToken);
        // A restore may have been quicker.
        if (await records.GetAsync(deleted.Id, cancellationToken) is { IsDeleted: false } restored)
            await index.AddAsync(restored.Id, IndexKinds.Of(restored), cancellationToken);
    }

    /// <summary>Brings the rows of a deleted image back, before its record says that it is restored.</summary>
    public Task ShowAsync(ImageRecord deleted, CancellationToken cancellationToken) =>
        index.AddAsync(deleted.Id, OfUndeleted(deleted), cancellationToken);

    /// <summary>
    /// Writes what may be missing: rows that are written after the record, which a crash can come between. What was found in an
    /// image is written before the record says so. A page of images is a few transactions and one look whether they are still there.
    /// </summary>
    /// <param name="images">In the order of the table.</param>
    public async Task RepairAsync(IReadOnlyList<ImageRecord> images, CancellationToken cancellationToken)
    {
        var wanted = images.SelectMany(image => AfterRecord(image).Select(entry => (image.Id, entry))).ToList();
        if (wanted.Count == 0)
            return;
        await index.AddAsync(wanted, cancellationToken);
        var there = await records.ListAsync(
            new RecordFilter([]), RecordKey.RowPrefix(images[0].Id.CreatedAt), images.Count + Newcomers, cancellationToken);
        var known = there.Images.Select(image => image.Id).ToHashSet();
        foreach (var image in images.Where(image => !known.Contains(image.Id)))
        {
            // A purge that came in between has looked for them in vain.
            if (await records.GetAsync(image.Id, cancellationToken) is null or { IsDeleted: true })
                await index.RemoveAsync(image.Id, IndexKinds.Any(image), cancellationToken);
        }
    }

    // What no list shows is not there twice.
    private static ImageRecord Shown(ImageRecord image) => image with
    {
        CallbackUrl = null,
        TraceParent = null,
        IdempotencyValue = null,
        Fingerprint = null,
        Owes = [],
        Header = image.Header is { } header ? header with { Exif = new Dictionary<string, string>() } : null,
        Analysis = image.Analysis is { } analysis ? analysis with { PeopleDetails = null, SmartCrops = null } : null,
    };

    private Task RemoveAsync(
        ImageId id, IEnumerable<IndexEntry> entries, IEnumerable<IndexEntry> kept, CancellationToken cancellationToken) =>
        index.RemoveAsync(id, entries.ExceptBy(kept.Select(Place), Place), cancellationToken);

    private static (string, string, string?) Place(IndexEntry entry) => (entry.Kind, entry.Value, entry.Prefix);

    private static IEnumerable<IndexEntry> OfState(ImageRecord image) =>
        IndexKinds.OfStatus(image).Concat(IndexKinds.OfModeration(image));

    private static IEnumerable<IndexEntry> AfterRecord(ImageRecord image) =>
    [
        .. IndexKinds.OfCaller(image), .. OfState(image),
        .. image.IsRestored ? IndexKinds.OfContent(image) : [],
    ];

    private static IReadOnlyList<IndexEntry> OfUndeleted(ImageRecord image) =>
        IndexKinds.Of(image with { Status = image.StatusBeforeDelete ?? image.Status });
}
