using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// Reads what the limits need from the bytes themselves, before any decoder sees them: the same answer for every engine.
/// </summary>
internal static class HeaderReader
{
    /// <exception cref="ImageRejectedException"><c>unsupported_type</c> or <c>corrupt_image</c>.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> original)
    {
        var format = ImageFormats.Sniff(original) ?? throw new ImageRejectedException(
            RejectionCodes.UnsupportedType, "The file is not a JPEG, PNG, GIF or WebP image.");
        var facts = format switch
        {
            ImageFormat.Jpeg => JpegHeader.Read(original),
            ImageFormat.Png => PngHeader.Read(original),
            ImageFormat.Gif => GifHeader.Read(original),
            _ => WebPHeader.Read(original),
        };
        if (facts.Width == 0 || facts.Height == 0)
            throw Corrupt("it has no size");

        // An animation's frames are shown as they are stored.
        var exif = ExifReader.Read(original[facts.Exif]);
        var orientation = facts.Frames > 1 ? 1 : exif.Orientation;
        var sideways = orientation >= 5;
        return new ImageHeader(
            format,
            sideways ? facts.Height : facts.Width,
            sideways ? facts.Width : facts.Height,
            orientation,
            facts.HasAlpha,
            facts.Frames,
            exif.Values);
    }

    public static ImageRejectedException Corrupt(string reason, Exception? inner = null) =>
        new(RejectionCodes.CorruptImage, $"The image cannot be read: {reason}.", inner);
}

/// <summary>What one container says. Sizes are those of the stored pixels.</summary>
internal struct HeaderFacts
{
    public int Width;
    public int Height;
    public bool HasAlpha;
    public int Frames;

    /// <summary>Where the EXIF is, as a TIFF stream without the "Exif\0\0" before it; empty when absent.</summary>
    public Range Exif;
}
