namespace ImageFunctions.Images.Record;

/// <summary>How a rendition's bytes are laid out.</summary>
public enum VariantFormat
{
    /// <summary>JPEG, flattened on white. A source with alpha becomes a still WebP instead, unless <see cref="VariantSpec.Flatten"/>.</summary>
    Jpeg,

    /// <summary>Lossy WebP with alpha; animated when the source is and <see cref="VariantSpec.Animate"/> is set.</summary>
    WebP,

    /// <summary>Raw interleaved 8-bit sRGB, flattened on white, top row first, no padding.</summary>
    Rgb,
}

/// <summary>One rendition to make of an original, as data.</summary>
/// <param name="Name">small, medium, large, webp, or the name of an internal rendition.</param>
/// <param name="MaxSide">Longest side in pixels; 0 keeps the source's size. Never enlarged.</param>
/// <param name="Format">The encoding.</param>
/// <param name="Quality">1–100; not used for <see cref="VariantFormat.Rgb"/>.</param>
/// <param name="Effort">WebP only: libwebp's method, 0 (fast) to 6 (small).</param>
/// <param name="Animate">Whether an animated source keeps its frames.</param>
/// <param name="Flatten">Whether transparency is always flattened on white.</param>
public sealed record VariantSpec(
    string Name,
    int MaxSide,
    VariantFormat Format,
    int Quality = 80,
    int Effort = 4,
    bool Animate = false,
    bool Flatten = false);
