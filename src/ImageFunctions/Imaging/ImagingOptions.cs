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
    /// <summary>Takes <see cref="ImagingOptions.WebPEffort"/> as it is.</summary>
    Balanced,

    /// <summary>Effort 2: less than half of the CPU for about 5 % more bytes.</summary>
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
    /// libwebp's method for the full-size WebP, 0 (fast) to 6 (small). Default none: what suits the engine, 4 with libvips and
    /// 2 with ImageSharp; see docs/imaging.md for the cost of each.
    /// </summary>
    [Range(0, 6)]
    public int? WebPEffort { get; init; }

    /// <summary>Default <c>balanced</c>.</summary>
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

    /// <summary>The effort of the full-size WebP that follows from the preset and the setting.</summary>
    public int Effort => Preset == WebPPreset.Fast ? FastEffort : WebPEffort ?? DefaultEffort;

    private const int FastEffort = 2;
    private const int DefaultEffort = 4;
}
