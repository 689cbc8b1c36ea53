using System.Diagnostics;
using System.Security.Cryptography;
using ImageFunctions.Analysis;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Imaging.Traits;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>
/// Renders a claimed image. Each rendition is stored while the next is made; the thumbnails are published as soon as all
/// three are stored, long before the WebP is done.
/// </summary>
public sealed class RenderVariants(
    ImageRenderer renderer,
    VariantBlobs blobs,
    RecordChanges changes,
    AnalyzeImage analyze,
    FinishImage finish,
    ImageMetrics metrics,
    IOptions<ImageLimits> limits,
    IOptions<ImagingOptions> imaging)
{
    /// <exception cref="ImageRejectedException">The image cannot be used.</exception>
    public async Task RunAsync(ImageRecord claimed, OriginalContent original, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var header = await renderer.InspectAsync(original.Bytes, cancellationToken);
        limits.Value.Check(header);
        var hash = Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(original.Bytes.Span)), cancellationToken);
        var work = new Renditions(claimed with { Header = header, Size = original.Bytes.Length });
        try
        {
            await RenderAsync(work, original.Bytes, header, started, cancellationToken);
            await Task.WhenAll(work.Stored);
        }
        catch (Exception e)
        {
            // They read pooled memory, which must not be given back while one is under way. Their own failures are
            // consequences of the one that is thrown.
            await Task.WhenAll([.. work.Stored, work.Published, work.Analysis, hash]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (e is ImageRejectedException && work.Stored.Count > 0)
                await blobs.DeleteAllAsync(claimed.Id, cancellationToken);
            throw;
        }

        if (await work.Published is not { } published)
        {
            await finish.AbandonAsync(claimed.Id, cancellationToken);
            return;
        }

        metrics.StepTook("webp", Stopwatch.GetElapsedTime(started));
        var outcome = await work.Analysis;
        var sha256 = await hash;
        metrics.StepTook("analysis", Stopwatch.GetElapsedTime(started));
        await finish.CompleteAsync(published, record => outcome.ApplyTo(record with
        {
            Sha256 = sha256,
            OriginalETag = original.ETag,
            Traits = work.Traits,
            Variants = work.Variants,
            Steps = record.Steps with { Thumbnails = StepState.Completed, WebP = StepState.Completed },
        }), outcome, cancellationToken);
        metrics.StepTook("total", Stopwatch.GetElapsedTime(started));
    }

    private async Task RenderAsync(
        Renditions work, ReadOnlyMemory<byte> original, ImageHeader header, long started, CancellationToken cancellationToken)
    {
        var plan = VariantPlan.From(imaging.Value, analyze.IsWanted);
        var thumbnailsLeft = plan.Count(spec => IsThumbnail(spec));
        await foreach (var variant in renderer.RenderAsync(original, header, plan, cancellationToken))
        {
            switch (variant.Spec.Name)
            {
                case VariantPlan.Raster:
                    work.Traits = VisualTraitsCalculator.Compute(variant.Content.Span, variant.Width, variant.Height);
                    break;
                case VariantPlan.Analysis:
                    work.Analysis = analyze.RunAsync(variant, header, cancellationToken);
                    break;
                default:
                    work.Variants.Add(new StoredVariant(variant.Spec.Name, variant.ContentType, variant.Width, variant.Height, variant.Content.Length));
                    work.Stored.Add(blobs.WriteAsync(work.Image.Id, variant.Spec.Name, variant.Content, variant.ContentType, cancellationToken));
                    if (IsThumbnail(variant.Spec) && --thumbnailsLeft == 0)
                        work.Published = PublishAsync(work, [.. work.Stored], [.. work.Variants], started, cancellationToken);
                    break;
            }
        }
    }

    private async Task<ImageRecord?> PublishAsync(
        Renditions work, Task[] stored, StoredVariant[] variants, long started, CancellationToken cancellationToken)
    {
        await Task.WhenAll(stored);
        metrics.StepTook("thumbnails", Stopwatch.GetElapsedTime(started));
        return await changes.ApplyAsync(work.Image, record => FinishImage.IsStillMine(record, work.Image)
            ? record with
            {
                Header = work.Image.Header,
                Size = work.Image.Size,
                Variants = variants,
                Steps = record.Steps with { Thumbnails = StepState.Completed, WebP = StepState.Processing },
            }
            : null, cancellationToken);
    }

    private static bool IsThumbnail(VariantSpec spec) => spec.Name is VariantPlan.Small or VariantPlan.Medium or VariantPlan.Large;

    private sealed class Renditions(ImageRecord image)
    {
        public ImageRecord Image { get; } = image;
        public List<StoredVariant> Variants { get; } = [];
        public List<Task> Stored { get; } = [];
        public Task<ImageRecord?> Published { get; set; } = Task.FromResult<ImageRecord?>(null);
        public Task<AnalysisOutcome> Analysis { get; set; } = Task.FromResult(AnalysisOutcome.Skipped("not_configured"));
        public VisualTraits? Traits { get; set; }
    }
}
