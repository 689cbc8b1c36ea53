using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// Reads what the limits need from the bytes themselves, before any decoder sees them: the same answer for every engine.
/// </summary>
internal static class HeaderReader
{
    /// <summary>Visits of pixels. A photograph has one per pixel, a progressive one ten: 50 megapixels may have 40 scans.</summary>
    private const long MostWork = 2_000_000_000;

    /// <summary>50 megapixels of 10 bits with colors at half size: libvips and libheif need six times as much for them.</summary>
    private const long MostHeldBytes = 160_000_000;

    /// <exception cref="ImageRejectedException"><c>unsupported_type</c>, <c>corrupt_image</c> or <c>too_much_work</c>.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> original)
    {
        var format = ImageFormats.Sniff(original) ?? throw new ImageRejectedException(
            RejectionCodes.UnsupportedType, ImageFormats.WhyUnsupported(original));
        var facts = Walk(original, format, copy: null);

        // An animation's frames are shown as they are stored.
        var exif = ExifReader.Read(original[facts.Exif]);
        var orientation = facts.Frames > 1 ? 1 : facts.Orientation ?? exif.Orientation;
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

    /// <summary>What decoders get to see of an original.</summary>
    /// <exception cref="ImageRejectedException"><c>corrupt_image</c> or <c>too_much_work</c>.</exception>
    public static PixelCopy Copy(ReadOnlySpan<byte> original, ImageFormat format)
    {
        var copy = new PixelCopy(original.Length);
        Walk(original, format, copy);
        return copy;
    }

    public static ImageRejectedException Corrupt(string reason, Exception? inner = null) =>
        new(RejectionCodes.CorruptImage, $"The image cannot be read: {reason}.", inner);

    public static ImageRejectedException EndsEarly() => Corrupt("the file ends before its pixels");

    public static ImageRejectedException TooMuchWork(string reason) =>
        new(RejectionCodes.TooMuchWork, $"The image would take too much work: {reason}.");

    private static HeaderFacts Walk(ReadOnlySpan<byte> original, ImageFormat format, PixelCopy? copy)
    {
        var facts = format switch
        {
            ImageFormat.Jpeg => JpegHeader.Read(original, copy),
            ImageFormat.Png => PngHeader.Read(original, copy),
            ImageFormat.Gif => GifHeader.Read(original, copy),
            ImageFormat.Avif => AvifHeader.Read(original, copy),
            _ => WebPHeader.Read(original, copy),
        };
        if (facts.Width == 0 || facts.Height == 0)
            throw Corrupt("it has no size");

        // More pixels than any setting allows are refused as such, by the limits.
        var isWithinLimits = (double)facts.Pixels * facts.Frames <= ImageLimits.HighestPixels;
        if (facts.Work > MostWork && isWithinLimits)
            throw TooMuchWork($"its pixels are gone over {facts.Work:N0} times, {MostWork:N0} are allowed");
        if (facts.HeldBytes > MostHeldBytes && isWithinLimits)
            throw TooMuchWork($"its samples have {facts.HeldBytes:N0} bytes, {MostHeldBytes:N0} are allowed at its size");
        return facts;
    }
}
