using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>Opens an original with the loader of its sniffed format, refusing any damage.</summary>
internal sealed class VipsDecoder(VipsBlob original, ImageHeader header) : IDisposable
{
    /// <summary>Formats without a reduced decode are decoded once for all sizes if that takes no more than this.</summary>
    private const long SharedBytes = 64 << 20;

    /// <summary>How much larger than the wanted size a JPEG is decoded, so that the resampler still has something to weigh.</summary>
    private const double Oversampling = 1.7;

    private VipsImage? _firstFrame;

    /// <summary>Whether <see cref="FirstFrame"/> gives pixels in memory, to be read in any order.</summary>
    public bool IsInMemory => _firstFrame is not null;

    /// <summary>Decodes the first frame for all later calls where that is cheaper than decoding it again.</summary>
    /// <exception cref="VipsException">The original is damaged.</exception>
    public void DecodeOnce()
    {
        if (header.Format == ImageFormat.Jpeg || 4L * header.Width * header.Height > SharedBytes)
            return;
        using var image = FirstFrame();
        _firstFrame = image.InMemory();
    }

    /// <summary>All frames one above the other, as stored, top row first.</summary>
    public VipsImage AllFrames() => Checked(Loader().With("n", "-1"), header.Frames);

    /// <summary>The first frame as stored.</summary>
    public VipsImage FirstFrame() =>
        _firstFrame is null ? Checked(Loader(), 1) : VipsOperation.Of("copy").With("in", _firstFrame).Image();

    /// <summary>The first frame, at least as large as wanted; a JPEG is decoded at a half, a quarter or an eighth where that is enough.</summary>
    public VipsImage FirstFrameFor(int longestSide)
    {
        var room = Math.Max(header.Width, header.Height) / (longestSide * Oversampling);
        var shrink = header.Format != ImageFormat.Jpeg ? 1 : room switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
        return shrink == 1 ? FirstFrame() : Loader().With("shrink", shrink).Image();
    }

    public void Dispose() => _firstFrame?.Dispose();

    private VipsOperation Loader() => VipsOperation.Of(header.Format switch
    {
        ImageFormat.Jpeg => "jpegload_buffer",
        ImageFormat.Png => "pngload_buffer",
        ImageFormat.Gif => "gifload_buffer",
        _ => "webpload_buffer",
    }).With("buffer", original).With("access", "sequential").With("fail_on", "warning");

    /// <summary>The limits were checked on the header: a decoder that sees another size must not go on.</summary>
    private VipsImage Checked(VipsOperation loader, int frames)
    {
        var image = loader.Image();
        var (width, height) = header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);

        // A GIF decoder may find the frames smaller than their screen.
        var agrees = header.Format == ImageFormat.Gif
            ? image.Width <= width && image.FrameHeight <= height
            : image.Width == width && image.FrameHeight == height;
        if (agrees && image.Height == (long)image.FrameHeight * frames)
            return image;
        image.Dispose();
        throw HeaderReader.Corrupt("its header contradicts its pixels");
    }
}
