using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>What is made of an image and what is not taken, as configured.</summary>
public sealed class RenderPlan(IOptions<ImagingOptions> imaging, IOptions<ImageLimits> limits)
{
    private readonly HashSet<string> _thumbnails =
        [.. Variants.Of(imaging.Value).Where(variant => variant.IsThumbnail).Select(variant => variant.Name)];

    public VariantSpec Analysis => Variants.AnalysisSpec(imaging.Value);

    public IReadOnlyList<VariantSpec> Specs(bool withAnalysis) => Variants.Plan(imaging.Value, withAnalysis);

    public bool IsThumbnail(string name) => _thumbnails.Contains(name);

    /// <exception cref="ImageRejectedException">Outside the limits.</exception>
    public void Check(ImageHeader header) => limits.Value.Check(header);
}
