using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Opens an original with the loader of its sniffed format, refusing any damage.</summary>
internal sealed class VipsDecoder(PixelCopy original, ImageHeader header, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Formats without a reduced decode are decoded once for all sizes if that takes no more than this.</summary>
    private const long SharedBytes = 64 << 20;

    /// <summary>
    /// How much larger than the wanted size a JPEG is decoded at least, so that the resampler still has something to weigh: what is
    /// lost (46 dB and more) is far less than any encoding loses.
    /// </summary>
    private const double Oversampling = 1.5;

    private readonly VipsScope _scope = new(cancellationToken);
    private readonly byte[] _profile = original.Profile;

    // Each pins its bytes until every image made from it is gone.
    private readonly Source[] _sources =
        [.. original.Tiles.DefaultIfEmpty(original.Buffer).Select(static bytes => Source.NewFromMemory(bytes))];
    private Image? _firstFrame;

    /// <summary>Whether <see cref="FirstFrame"/> gives pixels in memory, to be read in any order.</summary>
    public bool IsInMemory => _firstFrame is not null;

    /// <summary>Decodes the first frame for all later calls where that is cheaper than decoding it again.</summary>
    /// <exception cref="VipsException">The original is damaged.</exception>
    public void DecodeOnce()
    {
        if (header.Format == ImageFormat.Jpeg || 4L * header.Width * header.Height > SharedBytes)
            return;
        _firstFrame = _scope.InMemory(_scope.Keep(FirstFrame()));
    }

    /// <summary>All frames one above the other, as stored, top row first.</summary>
    public Image AllFrames() => Checked(Load(pages: header.Frames), header.Frames);

    /// <summary>The first frame as stored.</summary>
    public Image FirstFrame() => _firstFrame?.Copy() ?? Checked(Load(), 1);

    /// <summary>
    /// The first frame, at least as large as wanted; a JPEG is decoded at a half, a quarter or an eighth where that is enough.
    /// </summary>
    public Image FirstFrameFor(int longestSide)
    {
        var room = Math.Max(header.Width, header.Height) / (longestSide * Oversampling);
        var shrink = header.Format != ImageFormat.Jpeg ? 1 : room switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
        return shrink == 1 ? FirstFrame() : Load(shrink: shrink);
    }

    public void Dispose()
    {
        _scope.Dispose();
        foreach (var source in _sources)
            source.Dispose();
    }

    private Image Load(int? shrink = null, int? pages = null)
    {
        var image = Open(shrink, pages);
        if (_profile.Length == 0)
            return image;
        using (image)
            return image.Mutate(mutable => mutable.Set(GValue.BlobType, VipsPixels.ProfileField, _profile));
    }

    // Never the loader that libvips would guess: it knows more formats than we let in.
    private Image Open(int? shrink, int? pages) => header.Format switch
    {
        ImageFormat.Jpeg => Image.JpegloadSource(_sources[0], shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
        ImageFormat.Png => Image.PngloadSource(_sources[0], access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
        ImageFormat.Gif => Image.GifloadSource(_sources[0], pages, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
        ImageFormat.Avif => Joined(),
        _ => Image.WebploadSource(_sources[0], n: pages, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
    };

    private static Image OpenAvif(Source source) =>
        Image.HeifloadSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning);

    // One by one, for libheif leaves those parts of a grid empty that are damaged.
    private Image Joined()
    {
        if (_sources is [var only])
            return OpenAvif(only);
        List<Image> tiles = [];
        try
        {
            tiles.AddRange(_sources.Select(OpenAvif));
            using var joined = Image.Arrayjoin([.. tiles], across: original.Columns);
            return joined.Crop(0, 0, Stored.Width, Stored.Height);
        }
        finally
        {
            tiles.ForEach(static tile => tile.Dispose());
        }
    }

    private (int Width, int Height) Stored =>
        header.Orientation >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);

    /// <summary>The limits were checked on the header: a decoder that sees another size must not go on.</summary>
    private Image Checked(Image image, int frames)
    {
        var (width, height) = Stored;

        // A GIF decoder may find the frames smaller than their screen.
        var agrees = header.Format == ImageFormat.Gif
            ? image.Width <= width && image.PageHeight <= height
            : image.Width == width && image.PageHeight == height;
        if (agrees && image.Height == (long)image.PageHeight * frames)
            return image;
        image.Dispose();
        throw HeaderReader.Corrupt("its header contradicts its pixels");
    }
}
