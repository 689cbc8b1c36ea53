using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>
/// Encodes WebP. Flat graphics and files that are WebP already can come out larger than they went in: then, at full size, the
/// pixels are packed without loss, or taken as they were.
/// </summary>
internal sealed class VipsWebP(PixelCopy original, ImageHeader header, int originalLength)
{
    /// <summary>Packing without loss takes libwebp some thirty bytes a pixel.</summary>
    private const int MostLosslessPixels = 4 << 20;

    /// <summary>Beyond, efforts 0 and 1 can need more room for block modes than a WebP has, and fail.</summary>
    private const int MostPixelsWithoutEffort = 16_000_000;
    private const int LeastEffort = 2;

    public byte[] Encode(VariantSpec spec, Image image, int frameHeight)
    {
        var effort = Math.Max(spec.EffortFor(header), header.TotalPixels > MostPixelsWithoutEffort ? LeastEffort : 0);
        var lossy = image.WebpsaveBuffer(spec.Quality, effort: effort, keep: Enums.ForeignKeep.None, pageHeight: frameHeight);
        if (!spec.IsFullSize || lossy.Length <= originalLength || header.Frames > 1)
            return lossy;
        var smaller = header.Format switch
        {
            ImageFormat.WebP when header.Orientation == 1 && original.Profile.Length == 0 => original.Written.ToArray(),
            ImageFormat.Png or ImageFormat.Gif when header.TotalPixels <= MostLosslessPixels =>
                image.WebpsaveBuffer(lossless: true, effort: effort, keep: Enums.ForeignKeep.None),
            _ => lossy,
        };
        return smaller.Length < lossy.Length ? smaller : lossy;
    }
}
