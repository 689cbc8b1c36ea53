using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>What is made of an image and what is not taken, as configured.</summary>
public sealed class RenderPlan(VariantTable table, IOptions<ImagingOptions> imaging, IOptions<ImageLimits> limits)
{
    public VariantSpec Analysis => Variants.AnalysisSpec(imaging.Value);

    /// <summary>The variants that an image should have, each with what its crop keeps in sight.</summary>
    public IReadOnlyList<Variant> Wanted(ImageRecord image) =>
        [.. table.For(image).Select(variant => variant with { Spec = FocusRules.Aim(variant.Spec, image) })];

    /// <summary>What is left to make.</summary>
    public IReadOnlyList<VariantSpec> Specs(IReadOnlyList<Variant> wanted, KeptParts kept, bool withAnalysis) =>
    [
        .. Variants.Plan([.. wanted.Where(variant => !kept.Has(variant.Spec))], imaging.Value, withAnalysis && kept.Analysis is null)
            .Where(spec => spec.Name != Variants.Raster || kept.Traits is null),
    ];

    /// <exception cref="ImageRejectedException">Outside the limits.</exception>
    public void Check(ImageHeader header) => limits.Value.Check(header);
}
