using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>What of earlier work on the same bytes is still what would be made now.</summary>
/// <param name="Traits">Null when they have to be computed.</param>
/// <param name="Analysis">Null when the analyzers have to be asked.</param>
public sealed record KeptParts(IReadOnlyList<StoredVariant> Variants, VisualTraits? Traits, ImageAnalysis? Analysis)
{
    public static readonly KeptParts Nothing = new([], null, null);
}

/// <summary>What is made of an image, what of it is there already and what is not taken, as configured.</summary>
public sealed class RenderPlan(
    VariantTable table, VariantBlobs blobs, IOptions<ImagingOptions> imaging, IOptions<ImageLimits> limits)
{
    public VariantSpec Analysis => Variants.AnalysisSpec(imaging.Value);

    /// <summary>The variants that an image should have, each with what its crop keeps in sight.</summary>
    public IReadOnlyList<Variant> Wanted(ImageRecord image) =>
        [.. table.For(image).Select(variant => variant with { Spec = FocusRules.Aim(variant.Spec, image) })];

    /// <summary>What need not be made again.</summary>
    /// <param name="claimed">With what was made of it before.</param>
    /// <param name="sha256">Of the original as it is now.</param>
    public async Task<KeptParts> KeptAsync(
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
        return new KeptParts([.. current.Where(variant => there.Contains(variant.Name))], claimed.Traits, Kept(claimed));
    }

    /// <summary>What is left to make.</summary>
    public IReadOnlyList<VariantSpec> Specs(IReadOnlyList<Variant> wanted, KeptParts kept, bool withAnalysis) =>
    [
        .. Variants.Plan(
            [.. wanted.ExceptBy(kept.Variants.Select(variant => variant.Name), variant => variant.Name)], imaging.Value,
            withAnalysis && kept.Analysis is null).Where(spec => spec.Name != Variants.Raster || kept.Traits is null),
    ];

    /// <exception cref="ImageRejectedException">Outside the limits.</exception>
    public void Check(ImageHeader header) => limits.Value.Check(header);

    // An analysis from before there was moderation cannot stand for a verdict; one of which a part was refused is tried again.
    private static ImageAnalysis? Kept(ImageRecord claimed) =>
        claimed.AnalysisNote is null
        && (claimed.Moderation.State != ModerationState.Pending || claimed.Analysis?.ModerationLabels is not null)
            ? claimed.Analysis : null;
}
