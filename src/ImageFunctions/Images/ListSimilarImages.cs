using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Images;

/// <summary>
/// Finds images whose perceptual hash differs in few bits. The hash is indexed in four bands of 16 bits: up to 3 differing
/// bits leave one band untouched (4 reads); up to 7 leave one with at most one changed bit (68 reads). Beyond that finds
/// are likely, not certain.
/// </summary>
public sealed class ListSimilarImages(
    GetImage find, ImageRecords records, ImageIndex index, DescribeImage describe, IOptions<OwnerOptions> options)
{
    public const int MaxDistance = 16;
    public const int DefaultDistance = PerceptualHash.GuaranteedDistance;
    private const int MaxResults = 50;
    private const int RowsPerBand = 200;

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
        var rows = distance < PerceptualHash.BandCount ? PerceptualHash.Bands(hash) : PerceptualHash.Probes(hash);
        var reads = rows.Select(band => index.FindAsync(
            new IndexEntry(IndexKinds.PerceptualHash, band.ToString()), default, RowsPerBand, cancellationToken));
        var near = new Dictionary<ImageId, int>();
        foreach (var hit in (await Task.WhenAll(reads)).SelectMany(hits => hits))
        {
            if (PerceptualHash.TryParse(hit.Note, out var other) && PerceptualHash.Distance(hash, other) is var differing
                && differing <= distance)
                near[hit.Id] = differing;
        }

        return near;
    }
}
