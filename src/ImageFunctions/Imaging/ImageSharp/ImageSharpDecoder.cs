using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>
/// Decodes an original's first frame, upright and in sRGB. Only the four formats are registered, so TIFF and the rest are never
/// parsed.
/// </summary>
internal static class ImageSharpDecoder
{
    /// <summary>One buffer of 100 megapixels in four channels, the most that the limits can allow.</summary>
    private const int AllocationLimitMegabytes = 400;

    private static readonly Configuration Formats = new(
        new JpegConfigurationModule(), new PngConfigurationModule(), new GifConfigurationModule(), new WebpConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new() { AllocationLimitMegabytes = AllocationLimitMegabytes }),
        MaxDegreeOfParallelism = 1,
    };

    /// <exception cref="ImageRejectedException"><c>corrupt_image</c>.</exception>
    public static Image<Rgba32> Decode(PixelCopy original, ImageHeader header, CancellationToken cancellationToken)
    {
        var image = Guarded(() => Load(original, header, cancellationToken));
        try
        {
            // What an opaque format keeps in the fourth channel is not looked at again.
            ImageSharpColorProfile.TryRead(original.Profile)?.ToSrgb(image);
            Upright(image, header.Orientation);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static Image<Rgba32> Load(PixelCopy original, ImageHeader header, CancellationToken cancellationToken)
    {
        IImageDecoder decoder = header.Format switch
        {
            ImageFormat.Jpeg => new JpegDecoder { IgnoreMetadata = true },
            ImageFormat.Png => new PngDecoder { IgnoreMetadata = true },
            ImageFormat.Gif => new GifDecoder { IgnoreMetadata = true, DecodingMode = FrameDecodingMode.First },
            _ => new WebpDecoder { IgnoreMetadata = true },
        };

        // The limits were checked on the header: a decoder that sees another size must not go on.
        using var stream = ImageSharpOriginal.Open(original, header.Format);
        var seen = ((IImageInfoDetector)decoder).Identify(Formats, stream, cancellationToken);
        var (width, height) = header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);
        var agrees = header.Format == ImageFormat.Gif
            ? seen.Width <= width && seen.Height <= height
            : (seen.Width, seen.Height) == (width, height);
        if (!agrees)
            throw HeaderReader.Corrupt("its header contradicts its pixels");

        stream.Position = 0;
        return decoder.Decode<Rgba32>(Formats, stream, cancellationToken);
    }

    private static void Upright(Image image, int orientation)
    {
        var (rotate, flip) = orientation switch
        {
            2 => (RotateMode.None, FlipMode.Horizontal),
            3 => (RotateMode.Rotate180, FlipMode.None),
            4 => (RotateMode.None, FlipMode.Vertical),
            5 => (RotateMode.Rotate90, FlipMode.Horizontal),
            6 => (RotateMode.Rotate90, FlipMode.None),
            7 => (RotateMode.Rotate270, FlipMode.Horizontal),
            8 => (RotateMode.Rotate270, FlipMode.None),
            _ => (RotateMode.None, FlipMode.None),
        };
        if (orientation > 1)
            image.Mutate(context => context.RotateFlip(rotate, flip));
    }

    /// <summary>Damaged bytes surface as many exception types, index and arithmetic errors among them.</summary>
    private static T Guarded<T>(Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception exception) when (exception is not (ImageRejectedException or OperationCanceledException or OutOfMemoryException))
        {
            throw HeaderReader.Corrupt("its data is damaged or incomplete", exception);
        }
    }
}
