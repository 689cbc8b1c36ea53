using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Which rows: after the position of an earlier hit, and of images created within a time; null is open.</summary>
public readonly record struct IndexSpan(string? After = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Images that the index names, newest first, and where to go on after them; null at the end.</summary>
public sealed record IndexCandidates(IReadOnlyList<IndexHit> Hits, string? Next);

/// <summary>
/// Finds images that stand under several values at once. One request per value looks at a bounded number of rows; a value with
/// few rows leads, however many the others have.
/// </summary>
public sealed class IndexSearch(ImageIndex index, ChangeMarks marks, ImageRecords records)
{
    /// <summary>What one request to a table answers.</summary>
    public const int RowsPerValue = 1000;

    /// <summary>Each further value costs a request; whoever asks checks the record in any case.</summary>
    private const int MostValues = 3;

    // Two requests read the copies of any number of hits: for fewer, their records are as good. A row has about two kilobytes.
    private const int FewestCopies = 3;
    private const int MostRowsBetween = 100;

    /// <param name="entries">At least one.</param>
    /// <param name="take">How many candidates at most.</param>
    public async Task<IndexCandidates> FindAsync(
        IReadOnlyList<IndexEntry> entries, IndexSpan span, int take, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        var rows = entries.Count == 1 ? take + 1 : RowsPerValue;
        var lists = await Task.WhenAll(entries.Take(MostValues).Select(async entry =>
            new Rows(entry, await index.FindAsync(entry, span, rows, withCopies: entries.Count == 1, cancellationToken), rows)));
        // All rows of one value lead to its end. Else only as far as the rows of each go is it known what stands under all.
        var lead = lists.Where(list => list.IsWhole).MinBy(list => list.Hits.Count)
            ?? lists.MinBy(list => list.End, StringComparer.Ordinal)!;
        var both = lead.Hits.Where(hit => lists.All(list => list.MayHold(hit))).ToList();
        var hits = entries.Count == 1 ? both.Take(take).ToList() : await WithCopiesAsync([.. both.Take(take)], lists, cancellationToken);
        return new IndexCandidates(hits, both.Count > take ? hits[^1].Position : lead.IsWhole ? null : lead.End);
    }

    /// <summary>Reads the copies of hits from the value that has the fewest rows besides, if they are few.</summary>
    private async Task<List<IndexHit>> WithCopiesAsync(List<IndexHit> hits, Rows[] lists, CancellationToken cancellationToken)
    {
        var (entry, count) = lists.Where(list => hits.Count(list.HasCopy) >= FewestCopies)
            .Select(list => (list.Entry, Count: list.CountBetween(hits[0], hits[^1]))).OrderBy(list => list.Count).FirstOrDefault();
        if (count is 0 or > MostRowsBetween)
            return hits;
        var span = new IndexSpan(From: hits[^1].Id.CreatedAt, To: hits[0].Id.CreatedAt);
        var rows = await index.FindAsync(entry, span, count, withCopies: true, cancellationToken);
        var copies = rows.ToDictionary(row => row.Id, row => row.Copy);
        return [.. hits.Select(hit => hit with { Copy = copies.GetValueOrDefault(hit.Id) })];
    }

    /// <summary>The changes by which to tell which copies of hits are as the images are: read after the copies, and so sure.</summary>
    /// <returns>Null where there is no copy.</returns>
    public async Task<ChangesSeen?> ChangesAsync(IReadOnlyList<IndexHit> hits, CancellationToken cancellationToken) =>
        hits.Any(hit => hit.Copy is not null)
            ? await marks.FindAsync(hits[0].Position, hits[^1].Position, cancellationToken) : null;

    /// <summary>The images of hits as they are, from the copies in their rows where that is sure.</summary>
    /// <returns>In the order of the hits; null for an image that is gone.</returns>
    public async Task<IReadOnlyList<ImageRecord?>> ReadAsync(
        IEnumerable<IndexHit> hits, ChangesSeen? changes, CancellationToken cancellationToken) =>
        await Task.WhenAll(hits.Select(hit => changes?.BearOut(hit) == true
            ? Task.FromResult(hit.Copy) : records.GetAsync(hit.Id, cancellationToken)));

    private sealed class Rows(IndexEntry entry, IReadOnlyList<IndexHit> hits, int most)
    {
        private readonly Dictionary<string, IndexHit> _byPosition = hits.ToDictionary(hit => hit.Position);

        public IndexEntry Entry => entry;

        public IReadOnlyList<IndexHit> Hits => hits;

        /// <summary>Whether there are no more of this value.</summary>
        public bool IsWhole => hits.Count < most;

        /// <summary>The last position that was looked at.</summary>
        public string End => hits[^1].Position;

        /// <summary>False for what certainly does not stand here.</summary>
        public bool MayHold(IndexHit hit) =>
            _byPosition.ContainsKey(hit.Position) || (!IsWhole && string.CompareOrdinal(hit.Position, End) > 0);

        public bool HasCopy(IndexHit hit) => _byPosition.GetValueOrDefault(hit.Position)?.HasCopy == true;

        /// <summary>How many rows there are from one to another, both included.</summary>
        public int CountBetween(IndexHit first, IndexHit last) => hits.Count(hit =>
            string.CompareOrdinal(hit.Position, first.Position) >= 0 && string.CompareOrdinal(hit.Position, last.Position) <= 0);
    }
}
