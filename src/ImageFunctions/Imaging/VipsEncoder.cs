using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>Turns finished pixels into the bytes that a plan asks for.</summary>
/// <param name="useLibWebP">Whether stills go to the system's libwebp, which is loaded.</param>
internal sealed class VipsEncoder(
    ImageHeader header, bool useLibWebP, Action<RenderedVariant> deliver, CancellationToken cancellationToken)
{
    /// <summary>Encodes 8-bit sRGB and hands it over.</summary>
    public void Encode(VariantSpec spec, VipsImage image)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = new VipsScope();
        var keepsAlpha = header.HasAlpha && !spec.Flatten && spec.Format != VariantFormat.Rgb;
        if (!keepsAlpha)
            image = VipsPixels.WithoutAlpha(scope, image, header);

        image = VipsPixels.WithoutMetadata(scope, image);
        var (contentType, bytes) = spec.Format switch
        {
            VariantFormat.Rgb => ("application/octet-stream", image.ToBytes()),
            VariantFormat.Jpeg when !keepsAlpha => ("image/jpeg", Jpeg(spec, image)),
            _ => ("image/webp", WebP(spec, image)),
        };
        var length = contentType == "image/webp" ? WebPMetadata.Remove(bytes.GetSpan()) : bytes.Length;
        deliver(new RenderedVariant(spec, contentType, image.Width, image.FrameHeight, bytes, length));
    }

    private static VipsBytes Jpeg(VariantSpec spec, VipsImage image) =>
        VipsOperation.Of("jpegsave_buffer").With("in", image)
            .With("Q", spec.Quality).With("optimize_coding", true).With("subsample_mode", "on").With("strip", true)
            .Bytes();

    private VipsBytes WebP(VariantSpec spec, VipsImage image)
    {
        using var stop = image.StopOn(cancellationToken);
        var direct = useLibWebP && image.Bands == 3 && image.FrameHeight == image.Height;
        if (direct && WebPStill.Encode(image, spec.Quality, spec.Effort, cancellationToken) is { } bytes)
            return bytes;
        return VipsOperation.Of("webpsave_buffer").With("in", image)
            .With("Q", spec.Quality).With("effort", spec.Effort).With("strip", true)
            .Bytes();
    }
}
