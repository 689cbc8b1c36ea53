using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>The renditions made of every image.</summary>
public static class VariantPlan
{
    public const string Small = "small";
    public const string Medium = "medium";
    public const string Large = "large";
    public const string WebP = "webp";

    /// <summary>Pixels that placeholder, palette and perceptual hash are computed from; never stored.</summary>
    public const string Raster = "raster";

    /// <summary>What cloud analysis reads; never stored.</summary>
    public const string Analysis = "analysis";

    private const int RasterSide = 256;
    private const int FastEffort = 2;
    private const int DefaultEffort = 4;

    /// <summary>Thumbnails, raster and the full-size WebP, with the analysis rendition when asked for.</summary>
    public static IReadOnlyList<VariantSpec> From(ImagingOptions options, bool includeAnalysisRendition)
    {
        List<VariantSpec> plan =
        [
            new(Small, options.SmallSide, VariantFormat.Jpeg, options.ThumbnailQuality),
            new(Medium, options.MediumSide, VariantFormat.Jpeg, options.ThumbnailQuality),
            new(Large, options.LargeSide, VariantFormat.Jpeg, options.ThumbnailQuality),
            new(Raster, RasterSide, VariantFormat.Rgb, Flatten: true),
        ];
        if (includeAnalysisRendition)
            plan.Add(new(Analysis, options.AnalysisSide, VariantFormat.Jpeg, 85, Flatten: true));

        var effort = options.Preset == WebPPreset.Fast ? FastEffort : options.WebPEffort ?? DefaultEffort;
        plan.Add(new(WebP, 0, VariantFormat.WebP, options.WebPQuality, effort, Animate: true));
        return plan;
    }

    /// <summary>Width and height in pixels of a picture fitted into a square, aspect kept, never enlarged; 0 keeps its size.</summary>
    public static (int Width, int Height) Fit(int width, int height, int maxSide)
    {
        var longest = Math.Max(width, height);
        if (maxSide <= 0 || longest <= maxSide)
            return (width, height);
        return (Scaled(width), Scaled(height));

        int Scaled(int side) =>
            Math.Max(1, (int)Math.Round((double)side * maxSide / longest, MidpointRounding.AwayFromZero));
    }
}
