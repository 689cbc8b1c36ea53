using ImageFunctions.Images.Record;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>Turns finished pixels into the bytes that a plan asks for.</summary>
internal sealed class ImageSharpEncoder(
    ImageHeader header,
    Action<RenderedVariant> deliver,
    int effortLimit,
    CancellationToken cancellationToken)
{
    /// <summary>Encodes upright sRGB and hands it over.</summary>
    public void Encode(VariantSpec spec, Image<Rgba32> image)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hasAlpha = header.HasAlpha || spec.Frame?.Background == Frame.Transparent;
        var keepsAlpha = hasAlpha && !spec.Flatten && spec.Format != VariantFormat.Rgb;
        using var flat = hasAlpha && !keepsAlpha
            ? image.Clone(context => context.BackgroundColor(Color.White))
            : null;
        var pixels = flat ?? image;
        var (contentType, bytes) = spec.Format switch
        {
            VariantFormat.Rgb => ("application/octet-stream", Raw(pixels)),
            VariantFormat.Jpeg when !keepsAlpha => ("image/jpeg", Save(pixels, Jpeg(spec))),
            _ => ("image/webp", Save(pixels, WebP(spec))),
        };
        deliver(new RenderedVariant(spec, contentType, image.Width, image.Height, bytes));
    }

    /// <summary>What lies around a picture that is smaller than its frame.</summary>
    public Color BackgroundOf(Frame frame) => frame.Background switch
    {
        null => header.HasAlpha ? Color.Transparent : Color.White,
        Frame.Transparent => Color.Transparent,
        var color => Color.ParseHex(color),
    };

    private static JpegEncoder Jpeg(VariantSpec spec) => new() { Quality = spec.Quality, ColorType = JpegColorType.YCbCrRatio420 };

    private WebpEncoder WebP(VariantSpec spec) => new()
    {
        FileFormat = WebpFileFormatType.Lossy,
        Quality = spec.Quality,
        Method = (WebpEncodingMethod)Math.Min(spec.EffortFor(header), effortLimit),
    };

    private ReadOnlyMemory<byte> Save(Image<Rgba32> image, IImageEncoder encoder)
    {
        using var output = new MemoryStream(image.Width * image.Height / 4);
        image.SaveAsync(output, encoder, cancellationToken).GetAwaiter().GetResult();
        // The WebP encoder looks at no token: what was cancelled meanwhile is not handed over.
        cancellationToken.ThrowIfCancellationRequested();
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    private static byte[] Raw(Image<Rgba32> image)
    {
        using var rgb = image.CloneAs<Rgb24>();
        var bytes = new byte[image.Width * image.Height * 3];
        rgb.CopyPixelDataTo(bytes);
        return bytes;
    }
}
