using System.Buffers;
using ImageFunctions.Images.Record;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.Imaging;

/// <summary>Turns finished pixels into the bytes that a plan asks for.</summary>
internal sealed class ImageSharpEncoder(
    ImageHeader header,
    Action<RenderedVariant> deliver,
    int effortLimit,
    CancellationToken cancellationToken)
{
    /// <summary>Encodes upright sRGB and hands it over.</summary>
    public void Encode<TPixel>(VariantSpec spec, Image<TPixel> image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keepsAlpha = header.HasAlpha && !spec.Flatten && spec.Format != VariantFormat.Rgb;
        using var flat = header.HasAlpha && !keepsAlpha
            ? image.Clone(context => context.BackgroundColor(Color.White))
            : null;
        var pixels = flat ?? image;
        if (spec.Format == VariantFormat.Rgb)
        {
            Raw(spec, pixels);
            return;
        }

        var asJpeg = spec.Format == VariantFormat.Jpeg && !keepsAlpha;
        ImageEncoder encoder = asJpeg
            ? new JpegEncoder { Quality = spec.Quality, ColorType = JpegEncodingColor.YCbCrRatio420, SkipMetadata = true }
            : new WebpEncoder
            {
                FileFormat = WebpFileFormatType.Lossy,
                Quality = spec.Quality,
                Method = (WebpEncodingMethod)Math.Min(spec.Effort, effortLimit),
                SkipMetadata = true,
            };
        using var output = new ImageSharpOutput(pixels.Width * pixels.Height / 4);
        encoder.Encode(pixels, output);
        Deliver(spec, asJpeg ? "image/jpeg" : "image/webp", pixels, output.Detach(), (int)output.Length);
    }

    private void Raw<TPixel>(VariantSpec spec, Image<TPixel> image)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var rgb = image.CloneAs<Rgb24>();
        var length = image.Width * image.Height * 3;
        var owner = MemoryPool<byte>.Shared.Rent(length);
        rgb.CopyPixelDataTo(owner.Memory.Span[..length]);
        Deliver(spec, "application/octet-stream", image, owner, length);
    }

    private void Deliver(VariantSpec spec, string contentType, Image image, IMemoryOwner<byte> owner, int length) =>
        deliver(new RenderedVariant(spec, contentType, image.Width, image.Height, owner, length));
}
