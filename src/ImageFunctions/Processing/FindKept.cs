using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Processing;

/// <summary>Looks what need not be made again.</summary>
public sealed class FindKept(VariantBlobs blobs)
{
    /// <param name="claimed">With what was made of it before.</param>
    /// <param name="sha256">Of the original as it is now.</param>
    public async Task<KeptParts> RunAsync(
        ImageRecord claimed, IReadOnlyList<Variant> wanted, Task<string> sha256, CancellationToken cancellationToken)
    {
        // Without a finished pass there is nothing to be believed.
        if (claimed.Sha256 is null || claimed.Header is null || await sha256 != claimed.Sha256)
            return KeptParts.Nothing;
        var current = wanted
            .Select(variant => claimed.Variant(variant.Name) is { } stored && VariantTable.IsCurrent(stored, variant.Spec)
                ? stored with { Fingerprint = variant.Spec.Fingerprint } : null)
            .OfType<StoredVariant>().ToList();
        IReadOnlySet<string> there = current.Count == 0 ? new HashSet<string>() : await blobs.NamesAsync(claimed.Id, cancellationToken);
        return new KeptParts([.. current.Where(variant => there.Contains(variant.Name))], claimed.Traits, Analysis(claimed));
    }

    // An analysis from before there was moderation cannot stand for a verdict; one of which a part was refused is tried again.
    private static ImageAnalysis? Analysis(ImageRecord claimed) =>
        claimed.AnalysisNote is null && (claimed.Moderation.State != ModerationState.Pending || claimed.Analysis?.ModerationLabels is not null)
            ? claimed.Analysis : null;
}
