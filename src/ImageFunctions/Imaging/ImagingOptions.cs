using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Imaging;

/// <summary>Which library makes the renditions.</summary>
public enum EngineChoice
{
    /// <summary>libvips where it loads, else ImageSharp.</summary>
    Auto,

    /// <summary>libvips, or a failure at start.</summary>
    Vips,

    /// <summary>ImageSharp, everywhere.</summary>
    ImageSharp,
}

/// <summary>How much time the full-size WebP may take.</summary>
public enum WebPPreset
{
    /// <summary>Effort 4 up to 4 megapixels, 2 above.</summary>
    Balanced,

    /// <summary>Effort 4 for every size.</summary>
    Small,

    /// <summary>Effort 2 for every size: about half of the CPU for about 5 % more bytes.</summary>
    Fast,
}

/// <summary>How renditions are made. Configuration section <c>Imaging</c>.</summary>
public sealed class ImagingOptions
{
    public const string Section = "Imaging";

    /// <summary>Default <c>auto</c>.</summary>
    public EngineChoice Engine { get; init; } = EngineChoice.Auto;

    /// <summary>Longest side of the small thumbnail in pixels. Default 150.</summary>
    [Range(1, 1024)]
    public int SmallSide { get; init; } = 150;

    /// <summary>Longest side of the medium thumbnail in pixels. Default 400.</summary>
    [Range(1, 1024)]
    public int MediumSide { get; init; } = 400;

    /// <summary>Longest side of the large thumbnail in pixels. Default 800.</summary>
    [Range(1, 1024)]
    public int LargeSide { get; init; } = 800;

    /// <summary>Longest side in pixels of the rendition that cloud analysis reads. Default 2,048.</summary>
    [Range(50, 2048)]
    public int AnalysisSide { get; init; } = 2048;

    /// <summary>JPEG quality of the thumbnails, 1–100. Default 80.</summary>
    [Range(1, 100)]
    public int ThumbnailQuality { get; init; } = 80;

    /// <summary>Quality of the full-size WebP, 1–100. Default 80.</summary>
    [Range(1, 100)]
    public int WebPQuality { get; init; } = 80;

    /// <summary>
    /// libwebp's method for the full-size WebP of every size, 0 (fast) to 6 (small), instead of what <see cref="Preset"/> says.
    /// Default none; ImageSharp then takes 2 at most. See docs/imaging.md for the cost of each.
    /// </summary>
    [Range(0, 6)]
    public int? WebPEffort { get; init; }

    /// <summary>
    /// <c>balanced</c>: effort 4 up to 4 megapixels and 2 above; <c>small</c>: 4 always; <c>fast</c>: 2 always. Default
    /// <c>balanced</c>.
    /// </summary>
    public WebPPreset Preset { get; init; } = WebPPreset.Balanced;

    /// <summary>Images rendered at once in one process. Default 0: as many as there are processor cores.</summary>
    [Range(0, 64)]
    public int MaxConcurrency { get; init; }

    /// <summary>
    /// Seconds after which the rendering of one image is stopped, so that nothing can hold a thread for ever. Default 120, many
    /// times what the largest image allowed takes.
    /// </summary>
    [Range(1, 3600)]
    public int RenderDeadlineSeconds { get; init; } = 120;

    /// <summary>The effort of a full-size WebP, and that of a large one where it is another.</summary>
    public (int Effort, int? LargeEffort) Effort => (WebPEffort, Preset) switch
    {
        ({ } effort, _) => (effort, null),
        (_, WebPPreset.Fast) => (FastEffort, null),
        (_, WebPPreset.Small) => (SmallEffort, null),
        _ => (SmallEffort, FastEffort),
    };

    private const int FastEffort = 2;
    private const int SmallEffort = 4;
}
