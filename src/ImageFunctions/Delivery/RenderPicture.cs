using System.Security.Cryptography;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;

namespace ImageFunctions.Delivery;

/// <summary>Makes one picture of an original, within the limits of all rendering.</summary>
public sealed class RenderPicture(OriginalBlobs originals, ImageRenderer renderer, ImageMetrics metrics)
{
    /// <exception cref="ProblemException"><c>image_not_found</c>, <c>not_ready</c>.</exception>
    public async Task<StoredPicture> RunAsync(ImageRecord image, VariantSpec spec, CancellationToken cancellationToken)
    {
        using var original = await originals.ReadAsync(image.BlobName, cancellationToken) ?? throw ProblemException.ImageNotFound();
        // An imported one may have been overwritten: what is known of it, and what moderation said, is of other bytes.
        if (original.ETag != image.OriginalETag && Convert.ToHexStringLower(SHA256.HashData(original.Bytes.Span)) != image.Sha256)
            throw new ProblemException(ProblemCodes.NotReady, "The image is being processed.");
        var rendered = await RenderAsync(original.Bytes, image.Header!, spec, cancellationToken);
        metrics.RenderedOnDemand(rendered.ContentType);
        return new StoredPicture(rendered.Content, rendered.ContentType);
    }

    // It was rendered before: what stops it now is the deadline, or a limit of the format asked for.
    private async Task<RenderedVariant> RenderAsync(
        ReadOnlyMemory<byte> original, ImageHeader header, VariantSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await renderer.RenderAsync(original, header, [spec], cancellationToken).SingleAsync(cancellationToken);
        }
        catch (ImageRejectedException e)
        {
            throw new ProblemException(ProblemCodes.NotReady, "This picture cannot be made of the image.", e);
        }
    }
}
