using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageFunctions.Images.Record;

/// <summary>How a variant's bytes are laid out.</summary>
public enum VariantFormat
{
    /// <summary>
    /// JPEG, flattened on white. A source with alpha becomes a still WebP instead, unless <see cref="VariantSpec.Flatten"/>.
    /// </summary>
    Jpeg,

    /// <summary>Lossy WebP with alpha; animated when the source is and <see cref="VariantSpec.Animate"/> is set.</summary>
    WebP,

    /// <summary>Raw interleaved 8-bit sRGB, flattened on white, top row first, no padding.</summary>
    Rgb,

    /// <summary>AVIF with alpha, where the engine has its encoder.</summary>
    Avif,
}

public static class VariantFormats
{
    /// <summary>File name extension of a variant's type, without a dot.</summary>
    public static string Extension(string contentType) => contentType switch
    {
        "image/webp" => "webp",
        "image/avif" => "avif",
        _ => "jpg",
    };
}

/// <summary>One variant to make of an original, as data.</summary>
/// <param name="Name">The public name, or that of an internal variant.</param>
/// <param name="MaxSide">Longest side in pixels; 0 keeps the source's size. Never enlarged. Not used with a <see cref="Frame"/>.</param>
/// <param name="Format">The encoding.</param>
/// <param name="Quality">1–100; not used for <see cref="VariantFormat.Rgb"/>.</param>
/// <param name="Effort">WebP: libwebp's method, 0 (fast) to 6 (small); AVIF: 0 to 9.</param>
/// <param name="Animate">Whether an animated source keeps its frames.</param>
/// <param name="Flatten">Whether transparency is always flattened on white.</param>
/// <param name="LargeEffort">The effort for an original of more than <see cref="LargePixels"/>; null for no difference.</param>
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

    private const int FingerprintLength = 12;

    /// <summary>What the picture is fitted into; null for the square of <see cref="MaxSide"/>.</summary>
    public Frame? Frame { get; init; }

    /// <summary>What a crop keeps in sight; null leaves it to the frame's gravity.</summary>
    public FocalPoint? Focus { get; init; }

    /// <summary>Whether the picture keeps its own size.</summary>
    public bool IsFullSize => Frame is null && MaxSide == 0;

    /// <summary>The same for specs that make the same of an original, whatever they are called.</summary>
    public string Fingerprint
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{MaxSide} {Format} {Quality} {Effort} {Animate} {Flatten}");
            if (LargeEffort is { } large)
                text += string.Create(CultureInfo.InvariantCulture, $" {large}");
            if (Frame is { } frame)
                text += string.Create(
                    CultureInfo.InvariantCulture, $" {frame.Width} {frame.Height} {frame.Fit} {frame.Gravity} {frame.Background}");
            if (Focus is { } focus)
                text += string.Create(CultureInfo.InvariantCulture, $" {focus.X:0.####} {focus.Y:0.####}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..FingerprintLength];
        }
    }

    /// <summary>The effort for one picture.</summary>
    public int EffortFor(ImageHeader header) => header.TotalPixels > LargePixels ? LargeEffort ?? Effort : Effort;

    /// <summary>Where the picture comes to lie in the variant.</summary>
    public Layout Place(int width, int height)
    {
        if (Frame is not null)
            return Frame.Place(width, height);
        var (fitWidth, fitHeight) = Fit(width, height, MaxSide);
        return new Layout(fitWidth, fitHeight, fitWidth, fitHeight);
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
