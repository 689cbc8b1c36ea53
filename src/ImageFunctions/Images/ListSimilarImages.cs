using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Images;

/// <summary>
/// Finds images whose perceptual hash differs in few bits. Up to 3 differing bits leave one of its four pairs of bytes untouched,
/// up to 7 one of its eight bytes: so many ranges of the index are read, as far as one request each goes. Where images are
/// so many that a byte is shared by more than that, all eight pairs of neighboring bytes are read instead. What is further
/// away is likely to be found, not certain.
/// </summary>
public sealed class ListSimilarImages(
    GetImage find, ImageRecords records, ImageIndex index, DescribeImage describe, IOptions<OwnerOptions> options)
{
    public const int MaxDistance = 16;
    public const int DefaultDistance = PerceptualHash.GuaranteedDistance;
    private const int MaxResults = 50;

    /// <exception cref="ProblemException"><c>image_not_found</c>, or <c>not_ready</c> while it has no hash.</exception>
    public async Task<ImagePage> RunAsync(string id, string? caller, int distance, CancellationToken cancellationToken)
    {
        var image = await find.ReadAsync(id, caller, cancellationToken);
        if (image.Traits is not { } traits)
            throw new ProblemException(ProblemCodes.NotReady, "The image has not been processed yet.");
        var candidates = await CandidatesAsync(traits.PerceptualHash, distance, cancellationToken);
        candidates.Remove(image.Id);
        var nearest = candidates.OrderBy(candidate => candidate.Value).ThenByDescending(candidate => candidate.Key).Take(MaxResults);
        var views = await Task.WhenAll(nearest.Select(async candidate =>
            await records.GetAsync(candidate.Key, cancellationToken) is { IsDeleted: false, Traits: not null } found
                && (!options.Value.Required || found.UserId is null || found.UserId == caller)
                ? await describe.ListItemAsync(found, cancellationToken) with { Distance = candidate.Value }
                : null));
        var present = views.OfType<ImageView>().ToList();
        return new ImagePage(present, present.Count, null);
    }

    private async Task<Dictionary<ImageId, int>> CandidatesAsync(ulong hash, int distance, CancellationToken cancellationToken)
    {
        var near = new Dictionary<ImageId, int>();
        foreach (var hit in await ReadAsync(hash, distance, cancellationToken))
        {
            if (PerceptualHash.TryParseKey(hit.Position, out var other) && PerceptualHash.Distance(hash, other) is var differing
                && differing <= distance)
                near[hit.Id] = differing;
        }

        return near;
    }

    private async Task<IEnumerable<IndexHit>> ReadAsync(ulong hash, int distance, CancellationToken cancellationToken)
    {
        if (distance <= PerceptualHash.DistanceByPairs)
            return await ReadAsync(PerceptualHash.Pairs(hash).Where((_, index) => index % 2 == 0));
        var bytes = PerceptualHash.Bytes(hash);
        var first = await ReadAsync(bytes.Take(1));
        return [.. first, .. await ReadAsync(first.Count < IndexSearch.RowsPerValue ? bytes.Skip(1) : PerceptualHash.Pairs(hash))];

        async Task<List<IndexHit>> ReadAsync(IEnumerable<string> ranges)
        {
            var reads = ranges.Select(range => index.FindAsync(
                new IndexEntry(IndexKinds.PerceptualHash, "", Prefix: range), default, IndexSearch.RowsPerValue, cancellationToken));
            return [.. (await Task.WhenAll(reads)).SelectMany(hits => hits)];
        }
    }
}
