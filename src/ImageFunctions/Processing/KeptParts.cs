using ImageFunctions.Images.Record;

namespace ImageFunctions.Processing;

/// <summary>What of earlier work on the same bytes is still what would be made now.</summary>
/// <param name="Traits">Null when they have to be computed.</param>
/// <param name="Analysis">Null when the analyzers have to be asked.</param>
public sealed record KeptParts(IReadOnlyList<StoredVariant> Variants, VisualTraits? Traits, ImageAnalysis? Analysis)
{
    public static readonly KeptParts Nothing = new([], null, null);

    public bool Has(VariantSpec spec) => Variants.Any(variant => variant.Name == spec.Name);
}
