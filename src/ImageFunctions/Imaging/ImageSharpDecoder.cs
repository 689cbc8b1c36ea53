using ImageFunctions.Images.Record;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.Imaging;

/// <summary>Decodes a cleaned original, upright and in sRGB. Only the four formats are registered, so TIFF and the rest are never parsed.</summary>
internal sealed class ImageSharpDecoder(ImageSharpOriginal original, ImageHeader header, CancellationToken cancellationToken)
{
    /// <summary>One buffer of 100 megapixels in four channels, the most that the limits can allow.</summary>
    private const int AllocationLimitMegabytes = 400;

    /// <summary>How much larger than the wanted size a JPEG is decoded, so that the resampler still has something to weigh.</summary>
    private const double Oversampling = 1.7;

    private static readonly Configuration Formats = new(
        new JpegConfigurationModule(), new PngConfigurationModule(), new GifConfigurationModule(), new WebpConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new() { AllocationLimitMegabytes = AllocationLimitMegabytes }),
        MaxDegreeOfParallelism = 1,
    };

    private readonly ImageSharpColourProfile? _profile = ImageSharpColourProfile.TryRead(original.Profile.Span);

    public Image<TPixel> FirstFrame<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel> => Decode<TPixel>(1, null);

    public Image<TPixel> AllFrames<TPixel>()
        where TPixel : unmanaged, IPixel<TPixel> => Decode<TPixel>((uint)header.Frames, null);

    /// <summary>Whether decoding at a half, a quarter or an eighth still leaves more than <paramref name="longestSide"/> pixels.</summary>
    public bool CanReduce(int longestSide) =>
        header.Format == ImageFormat.Jpeg && Math.Max(header.Width, header.Height) >= 2 * longestSide * Oversampling;

    public Image<TPixel> FirstFrameFor<TPixel>(int longestSide)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        var (width, height) = VariantPlan.Fit(header.Width, header.Height, (int)(longestSide * Oversampling));
        return Decode<TPixel>(1, header.Orientation >= 5 ? new Size(height, width) : new Size(width, height));
    }

    private Image<TPixel> Decode<TPixel>(uint frames, Size? target)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var image = Guarded(() => Load<TPixel>(new() { Configuration = Formats, SkipMetadata = true, MaxFrames = frames, TargetSize = target }));
        try
        {
            if (image.Frames.Count != frames)
                throw HeaderReader.Corrupt("its header contradicts its pixels");
            _profile?.ToSrgb(image);
            Upright(image);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private Image<TPixel> Load<TPixel>(DecoderOptions options)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var stream = original.OpenRead();
        IImageDecoder decoder = header.Format switch
        {
            ImageFormat.Jpeg => JpegDecoder.Instance,
            ImageFormat.Png => PngDecoder.Instance,
            ImageFormat.Gif => GifDecoder.Instance,
            _ => WebpDecoder.Instance,
        };

        // The limits were checked on the header: a decoder that sees another size must not go on.
        var seen = decoder.Identify(options, stream);
        var (width, height) = header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);
        if (seen.Width > width || seen.Height > height || (header.Format != ImageFormat.Gif && (seen.Width, seen.Height) != (width, height)))
            throw HeaderReader.Corrupt("its header contradicts its pixels");

        stream.Position = 0;
        return header.Format switch
        {
            ImageFormat.Jpeg => JpegDecoder.Instance.Decode<TPixel>(
                new JpegDecoderOptions { GeneralOptions = options, ResizeMode = JpegDecoderResizeMode.IdctOnly }, stream),
            ImageFormat.Png => PngDecoder.Instance.Decode<TPixel>(
                new PngDecoderOptions { GeneralOptions = options, PngCrcChunkHandling = PngCrcChunkHandling.IgnoreNone }, stream),
            _ => decoder.Decode<TPixel>(options, stream),
        };
    }

    private void Upright(Image image)
    {
        var (rotate, flip) = header.Orientation switch
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
        if (header.Orientation > 1)
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
