using ImageFunctions.Images.Record;

namespace ImageFunctions.Processing;

/// <summary>Which encoding a configured variant has.</summary>
public enum VariantEncoding
{
    /// <summary>JPEG; WebP where the picture is transparent.</summary>
    Jpeg,
    WebP,
    Avif,

    /// <summary>AVIF where the engine has its encoder, else WebP.</summary>
    Auto,
}

/// <summary>One row of the table of variants. Configuration <c>Variants__N__…</c>.</summary>
public sealed class VariantOptions
{
    /// <summary>The name in answers and links: a–z, 0–9, - and _.</summary>
    public string? Name { get; init; }

    /// <summary>Pixels; default 0, any.</summary>
    public int Width { get; init; }

    /// <summary>Pixels; default 0, any.</summary>
    public int Height { get; init; }

    /// <summary>Default <c>inside</c>.</summary>
    public FrameFit Fit { get; init; }

    /// <summary>Which part <c>cover</c> keeps where the image has no focal point. Default <c>center</c>.</summary>
    public Gravity Gravity { get; init; }

    /// <summary>#rrggbb or transparent. Default none: white, or transparent where the picture is.</summary>
    public string? Background { get; init; }

    /// <summary>Default <c>jpeg</c>.</summary>
    public VariantEncoding Format { get; init; }

    /// <summary>1–100. Default 80, and 60 for AVIF.</summary>
    public int? Quality { get; init; }

    /// <summary>0 (fast) to 6 (small), for AVIF to 9. Default 4, and 3 for AVIF.</summary>
    public int? Effort { get; init; }

    /// <summary>Whether a WebP of an animation is one. Default: at full size.</summary>
    public bool? Animate { get; init; }
}

/// <summary>What is made of every image. Configuration sections <c>Variants</c> and <c>Presets</c>.</summary>
public sealed class VariantTableOptions
{
    /// <summary>Default none: small, medium, large and webp as section <c>Imaging</c> says.</summary>
    public IList<VariantOptions> Variants { get; init; } = [];

    /// <summary>Named sets of variants, of which an upload can choose one. Default none.</summary>
    public IDictionary<string, IList<string>> Presets { get; init; } = new Dictionary<string, IList<string>>();
}
