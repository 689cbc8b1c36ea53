using System.Diagnostics;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;

namespace ImageFunctions.Processing;

/// <summary>Stores what was rendered, and shows the first of it in the record before the rest is done.</summary>
public sealed class VariantWriter(VariantBlobs blobs, RecordChanges changes, ImageMetrics metrics)
{
    public Task WriteAsync(ImageRecord image, RenderedVariant variant, CancellationToken cancellationToken) =>
        blobs.WriteAsync(image.Id, variant.Spec.Name, variant.Content, variant.ContentType, cancellationToken);

    public Task DeleteAllAsync(ImageRecord image, CancellationToken cancellationToken) => blobs.DeleteAllAsync(image.Id, cancellationToken);

    /// <returns>The record; null when the image is no longer this work's.</returns>
    public async Task<ImageRecord?> PublishAsync(RenderWork work, CancellationToken cancellationToken)
    {
        var (image, variants) = (work.Image, work.Variants);
        await Task.WhenAll(work.Stored.ToArray());
        metrics.StepTook("thumbnails", Stopwatch.GetElapsedTime(work.Started));
        return await changes.ApplyAsync(image, record => ImageClaims.IsStillMine(record, image)
            ? record with
            {
                Header = image.Header,
                Size = image.Size,
                Variants = variants,
                Steps = record.Steps with { Thumbnails = StepState.Completed, WebP = StepState.Processing },
            }
            : null, cancellationToken);
    }
}
