using ImageFunctions.Images.Record;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Turns finished pixels into the bytes that a plan asks for.</summary>
internal sealed class VipsEncoder(VipsWebP webP, Action<RenderedVariant> deliver, CancellationToken cancellationToken)
{
    /// <summary>Encodes 8-bit sRGB, frames one above the other, and hands it over.</summary>
    public void Encode(VariantSpec spec, Image image, int frameHeight)
    {
        using var scope = new VipsScope(cancellationToken);
        var keepsAlpha = image.HasAlpha() && !spec.Flatten && spec.Format != VariantFormat.Rgb;
        if (!keepsAlpha)
            image = VipsPixels.WithoutAlpha(scope, image);

        // A picture that is encoded more than once must not be marked as stopped for all.
        image = scope.Keep(image.Copy());
        var (contentType, bytes) = spec.Format switch
        {
            VariantFormat.Rgb => ("application/octet-stream", scope.Stoppable(image, static image => image.WriteToMemory<byte>())),
            VariantFormat.Avif => ("image/avif", scope.Stoppable(image, image => Avif(spec, image))),
            VariantFormat.Jpeg when !keepsAlpha => ("image/jpeg", scope.Stoppable(image, image => Jpeg(spec, image))),
            _ => ("image/webp", scope.Stoppable(image, image => webP.Encode(spec, image, frameHeight))),
        };
        deliver(new RenderedVariant(spec, contentType, image.Width, frameHeight, bytes));
    }

    /// <summary>Progressive, so that a page shows the whole picture before all of it has arrived.</summary>
    private static byte[] Jpeg(VariantSpec spec, Image image) => image.JpegsaveBuffer(
        spec.Quality, optimizeCoding: true, interlace: true, subsampleMode: Enums.ForeignSubsample.On, keep: Enums.ForeignKeep.None);

    private static byte[] Avif(VariantSpec spec, Image image) => image.HeifsaveBuffer(
        spec.Quality, bitdepth: 8, compression: Enums.ForeignHeifCompression.Av1, effort: spec.Effort, keep: Enums.ForeignKeep.None);
}
