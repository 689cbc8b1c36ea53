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
/// Renders what a claimed image lacks. Each variant is stored while the next is made; the thumbnails are published as soon as
/// all are stored, long before the rest is done.
/// </summary>
public sealed class RenderVariants(
    RenderPlan plan, ImageRenderer renderer, VariantBlobs blobs, RecordChanges changes, AnalyzeImage analyze, ImageMetrics metrics)
{
    /// <exception cref="ImageRejectedException">The image cannot be used.</exception>
    public ImageHeader Inspect(OriginalContent original)
    {
        var header = renderer.Engine.Inspect(original.Bytes);
        plan.Check(header);
        return header;
    }

    /// <returns>The record with its thumbnails and what else was made; null when the image is no longer this work's.</returns>
    /// <exception cref="ImageRejectedException">The image cannot be used.</exception>
    public async Task<(ImageRecord Published, RenderedImage Rendered)?> RunAsync(
        ImageRecord claimed, ImageHeader header, OriginalContent original, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var hash = Task.Run(() => Convert.ToHexStringLower(SHA256.HashData(original.Bytes.Span)), cancellationToken);
        var work = new RenderWork(claimed with { Header = header, Size = original.Bytes.Length }, plan.Wanted(claimed), started);
        try
        {
            work.Keep(await plan.KeptAsync(claimed, work.Wanted, hash, cancellationToken));
            await RenderAsync(work, original.Bytes, header, cancellationToken);
            await Task.WhenAll(work.Stored);
        }
        catch (Exception e)
        {
            // They read the original's pooled memory, which must not be given back while one is under way. Their own
            // failures are consequences of the one that is thrown.
            await Task.WhenAll([.. work.Stored, work.Published, work.Analysis, hash])
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (e is ImageRejectedException && work.Stored.Count > 0)
                await blobs.DeleteAllAsync(claimed.Id, cancellationToken);
            throw;
        }

        metrics.StepTook("webp", Stopwatch.GetElapsedTime(started));
        if (await work.Published is not { } published)
            return null;
        var outcome = await work.Analysis;
        metrics.StepTook("analysis", Stopwatch.GetElapsedTime(started));
        var rendered = new RenderedImage(await hash, original.ETag, work.Traits, work.Variants, outcome)
        {
            Dropped = [.. claimed.Variants.Select(variant => variant.Name).Except(work.Wanted.Select(variant => variant.Name))],
        };
        return (published, rendered);
    }

    private async Task RenderAsync(RenderWork work, ReadOnlyMemory<byte> original, ImageHeader header, CancellationToken cancellationToken)
    {
        var specs = plan.Specs(work.Wanted, work.Kept, analyze.SkippedReason is null);
        var thumbnailsLeft = specs.Count(work.IsThumbnail);
        if (thumbnailsLeft == 0)
            work.Published = PublishAsync(work, cancellationToken);
        if (specs.Count == 0)
            return;
        await foreach (var variant in renderer.RenderAsync(original, header, specs, cancellationToken))
        {
            switch (variant.Spec.Name)
            {
                case Variants.Raster:
                    work.Traits = VisualTraitsCalculator.Compute(variant.Content.Span, variant.Width, variant.Height);
                    break;
                case Variants.Analysis:
                    work.Analysis = analyze.RunAsync(variant, header, attempt: 0, cancellationToken);
                    break;
                default:
                    work.Add(variant, blobs.WriteAsync(
                        work.Image.Id, variant.Spec.Name, variant.Content, variant.ContentType, cancellationToken));
                    if (work.IsThumbnail(variant.Spec) && --thumbnailsLeft == 0)
                        work.Published = PublishAsync(work, cancellationToken);
                    break;
            }
        }
    }

    // Null when the image is no longer this work's.
    private async Task<ImageRecord?> PublishAsync(RenderWork work, CancellationToken cancellationToken)
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
