using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>
/// Reads headers and makes renditions. Implementations are safe for concurrent use, work on the calling thread, and
/// answer any bytes with a result or an <see cref="ImageRejectedException"/>.
/// </summary>
public interface IImageEngine
{
    /// <summary>Library and version, for logs, health and the bench.</summary>
    string Name { get; }

    /// <summary>Whether it makes <see cref="VariantFormat.Avif"/>.</summary>
    bool WritesAvif => false;

    /// <summary>Whether it reads originals of a format.</summary>
    bool Reads(ImageFormat format) => true;

    /// <summary>Reads the header without decoding pixels, which takes microseconds.</summary>
    /// <exception cref="ImageRejectedException"><c>unsupported_type</c> or <c>corrupt_image</c>.</exception>
    ImageHeader Inspect(ReadOnlyMemory<byte> original);

    /// <summary>
    /// Makes every rendition of <paramref name="plan"/>, the quick ones first, and hands each over the moment it is done.
    /// <paramref name="deliver"/> returns at once.
    /// </summary>
    /// <exception cref="ImageRejectedException"><c>corrupt_image</c>: damaged or truncated pixels.</exception>
    void Render(
        ReadOnlyMemory<byte> original,
        ImageHeader header,
        IReadOnlyList<VariantSpec> plan,
        Action<RenderedVariant> deliver,
        CancellationToken cancellationToken);
}
