using System.Diagnostics;
using System.Security.Cryptography;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Imaging.Traits;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;

namespace ImageFunctions.Processing;

/// <summary>
/// Renders a claimed image. Each variant is stored while the next is made; the thumbnails are published as soon as all
/// are stored, long before the WebP is done.
/// </summary>
public sealed class RenderVariants(
    RenderPlan plan, ImageRenderer renderer, VariantBlobs blobs, RecordChanges changes, AnalyzeImage analyze, ImageMetrics metrics)
{
    /// <exception cref="ImageRejectedException">The image cannot be used.</exception>
    public async Task<ImageHeader> InspectAsync(OriginalContent original, CancellationToken cancellationToken)
    {
        var header = await renderer.InspectAsync(original.Bytes, cancellationToken);
        plan.Check(header);
        return header;
    }

    /// <returns>The record with its thumbnails and what else was made; null when the image is no longer this work's.</returns>
    /// <exception cref="ImageRejectedException">The image cannot be used.</exception>
    public async Task<(ImageRecord Published, RenderedImage Rendered)?> RunAsync(
        ImageRecord claimed, ImageHeader header, OriginalContent original, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var work = new Work(claimed with { Header = header, Size = original.Bytes.Length }, started);
        var hash = Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(original.Bytes.Span)), cancellationToken);
        try
        {
            await RenderAsync(work, original.Bytes, header, cancellationToken);
            await Task.WhenAll(work.Stored);
        }
        catch (Exception e)
        {
            // They read the original's pooled memory, which must not be given back while one is under way. Their own
            // failures are consequences of the one that is thrown.
            await Task.WhenAll([.. work.Stored, work.Published, work.Analysis, hash]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (e is ImageRejectedException && work.Stored.Count > 0)
                await blobs.DeleteAllAsync(claimed.Id, cancellationToken);
            throw;
        }

        metrics.StepTook("webp", Stopwatch.GetElapsedTime(started));
        if (await work.Published is not { } published)
            return null;
        var outcome = await work.Analysis;
        metrics.StepTook("analysis", Stopwatch.GetElapsedTime(started));
        return (published, new RenderedImage(await hash, original.ETag, work.Traits, work.Variants, outcome));
    }

    private async Task RenderAsync(Work work, ReadOnlyMemory<byte> original, ImageHeader header, CancellationToken cancellationToken)
    {
        var specs = plan.Specs(analyze.IsWanted);
        var thumbnailsLeft = specs.Count(spec => plan.IsThumbnail(spec.Name));
        await foreach (var variant in renderer.RenderAsync(original, header, specs, cancellationToken))
        {
            switch (variant.Spec.Name)
            {
                case Variants.Raster:
                    work.Traits = VisualTraitsCalculator.Compute(variant.Content.Span, variant.Width, variant.Height);
                    break;
                case Variants.Analysis:
                    work.Analysis = analyze.RunAsync(variant, header, cancellationToken);
                    break;
                default:
                    work.Variants.Add(new StoredVariant(variant.Spec.Name, variant.ContentType, variant.Width, variant.Height, variant.Content.Length));
                    work.Stored.Add(blobs.WriteAsync(work.Image.Id, variant.Spec.Name, variant.Content, variant.ContentType, cancellationToken));
                    if (plan.IsThumbnail(variant.Spec.Name) && --thumbnailsLeft == 0)
                        work.Published = PublishAsync(work.Image, [.. work.Stored], [.. work.Variants], work.Started, cancellationToken);
                    break;
            }
        }
    }

    private async Task<ImageRecord?> PublishAsync(
        ImageRecord image, Task[] stored, StoredVariant[] variants, long started, CancellationToken cancellationToken)
    {
        await Task.WhenAll(stored);
        metrics.StepTook("thumbnails", Stopwatch.GetElapsedTime(started));
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

    private sealed class Work(ImageRecord image, long started)
    {
        public ImageRecord Image { get; } = image;
        public long Started { get; } = started;
        public List<StoredVariant> Variants { get; } = [];
        public List<Task> Stored { get; } = [];
        public Task<ImageRecord?> Published { get; set; } = Task.FromResult<ImageRecord?>(null);
        public Task<AnalysisOutcome> Analysis { get; set; } = Task.FromResult(AnalysisOutcome.Skipped("not_configured"));
        public VisualTraits? Traits { get; set; }
    }
}
