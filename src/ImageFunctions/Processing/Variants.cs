using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;

namespace ImageFunctions.Processing;

/// <summary>A file that is made of every image.</summary>
/// <param name="Spec">How it is made; its name is the blob's and the public one.</param>
/// <param name="IsThumbnail">Whether answers show it under <c>thumbnails</c>, and it is published before the others are done.</param>
public sealed record Variant(VariantSpec Spec, bool IsThumbnail = false)
{
    public string Name => Spec.Name;

    /// <summary>Pixels at most; 0 for the picture's own.</summary>
    public int LongestSide => Spec.Frame is { } frame ? Math.Max(frame.Width, frame.Height) : Spec.MaxSide;
}

/// <summary>
/// The table of variants where none is configured, and what is made beside them; <see cref="VariantTable"/> is what counts.
/// </summary>
public static class Variants
{
    public const string Small = "small";
    public const string Medium = "medium";
    public const string Large = "large";
    public const string WebP = "webp";

    /// <summary>Pixels that placeholder, palette and perceptual hash are computed from; never stored.</summary>
    public const string Raster = "raster";

    /// <summary>What cloud analysis reads; never stored.</summary>
    public const string Analysis = "analysis";

    /// <summary>Longest side of what is quick to make, and published before the rest is done.</summary>
    public const int LargestThumbnail = 1024;

    /// <summary>Those that answers have shown as thumbnails ever since.</summary>
    public static readonly IReadOnlyList<string> Thumbnails = [Small, Medium, Large];

    /// <summary>What is made where nothing is configured.</summary>
    public static readonly IReadOnlyList<string> Names = [Small, Medium, Large, WebP];

    private const int RasterSide = 256;
    private const int AnalysisQuality = 85;

    /// <summary>In the order in which they are made.</summary>
    public static IReadOnlyList<Variant> Of(ImagingOptions options) =>
    [
        new(new(Small, options.SmallSide, VariantFormat.Jpeg, options.ThumbnailQuality), IsThumbnail: true),
        new(new(Medium, options.MediumSide, VariantFormat.Jpeg, options.ThumbnailQuality), IsThumbnail: true),
        new(new(Large, options.LargeSide, VariantFormat.Jpeg, options.ThumbnailQuality), IsThumbnail: true),
        new(new(
            WebP, 0, VariantFormat.WebP, options.WebPQuality, options.Effort.Effort, Animate: true,
            LargeEffort: options.Effort.LargeEffort)),
    ];

    /// <summary>All that one pass over an original makes: the thumbnails, what is only looked at, and the rest.</summary>
    public static IReadOnlyList<VariantSpec> Plan(ImagingOptions options, bool withAnalysis) => Plan(Of(options), options, withAnalysis);

    /// <summary>The same for a table of variants.</summary>
    public static IReadOnlyList<VariantSpec> Plan(IReadOnlyList<Variant> variants, ImagingOptions options, bool withAnalysis) =>
        [
            .. variants.Where(variant => variant.IsThumbnail).Select(variant => variant.Spec),
            new(Raster, RasterSide, VariantFormat.Rgb, Flatten: true),
            .. withAnalysis ? [AnalysisSpec(options)] : Array.Empty<VariantSpec>(),
            .. variants.Where(variant => !variant.IsThumbnail).Select(variant => variant.Spec),
        ];

    public static VariantSpec AnalysisSpec(ImagingOptions options) =>
        new(Analysis, options.AnalysisSide, VariantFormat.Jpeg, AnalysisQuality, Flatten: true);

    /// <summary>AVIF's scale is another: 60 is as near to the picture as WebP's 80 (docs/imaging.md has the measurement).</summary>
    public static int QualityOf(VariantFormat format) => format == VariantFormat.Avif ? 60 : 80;

    /// <summary>AVIF's fourth step costs five times the CPU of its third.</summary>
    public static int EffortOf(VariantFormat format) => format == VariantFormat.Avif ? 3 : 4;
}
