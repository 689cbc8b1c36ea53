namespace ImageFunctions.Images.Record;

/// <summary>How a variant's bytes are laid out.</summary>
public enum VariantFormat
{
    /// <summary>JPEG, flattened on white. A source with alpha becomes a still WebP instead, unless <see cref="VariantSpec.Flatten"/>.</summary>
    Jpeg,

    /// <summary>Lossy WebP with alpha; animated when the source is and <see cref="VariantSpec.Animate"/> is set.</summary>
    WebP,

    /// <summary>Raw interleaved 8-bit sRGB, flattened on white, top row first, no padding.</summary>
    Rgb,
}

/// <summary>One variant to make of an original, as data.</summary>
/// <param name="Name">small, medium, large, webp, or the name of an internal variant.</param>
/// <param name="MaxSide">Longest side in pixels; 0 keeps the source's size. Never enlarged.</param>
/// <param name="Format">The encoding.</param>
/// <param name="Quality">1–100; not used for <see cref="VariantFormat.Rgb"/>.</param>
/// <param name="Effort">WebP only: libwebp's method, 0 (fast) to 6 (small).</param>
/// <param name="LargeEffort">The same for a picture of more than <see cref="LargePixels"/>; null for no difference.</param>
/// <param name="Animate">Whether an animated source keeps its frames.</param>
/// <param name="Flatten">Whether transparency is always flattened on white.</param>
public sealed record VariantSpec(
    string Name,
    int MaxSide,
    VariantFormat Format,
    int Quality = 80,
    int Effort = 4,
    bool Animate = false,
    bool Flatten = false,
    int? LargeEffort = null)
{
    /// <summary>Beyond 4 megapixels an encoding takes long, and is rarely what a page loads.</summary>
    public const int LargePixels = 4_000_000;

    /// <summary>The effort for one picture.</summary>
    public int EffortFor(ImageHeader header) => header.TotalPixels > LargePixels ? LargeEffort ?? Effort : Effort;

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
