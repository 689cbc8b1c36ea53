using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>
/// Asks the analysers again for an image whose renditions are done. Only the small rendition that they look at is made
/// again; when they stay away, the image is completed without their findings and a dead letter keeps the request.
/// </summary>
public sealed partial class RetryAnalysis(
    ImageRecords records,
    OriginalBlobs originals,
    MessageQueues queues,
    ImageRenderer renderer,
    AnalyzeImage analyze,
    FinishImage finish,
    KeepDeadLetter park,
    ImageMetrics metrics,
    IOptions<ImageLimits> limits,
    IOptions<ImagingOptions> imaging,
    IOptions<RetryOptions> retry,
    ILogger<RetryAnalysis> logger)
{
    public async Task RunAsync(AnalysisRequest request, string messageId, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(request.ImageId, cancellationToken);
        if (image is null || image.IsDeleted || image.Header is null || image.Steps.WebP != StepState.Completed
            || image.Steps.Analysis is StepState.Completed or StepState.Skipped)
            return;
        if (await OutcomeAsync(image, request.Attempt, cancellationToken) is not { } outcome)
            return;
        if (outcome.RetryAfter is { } delay)
        {
            if (request.Attempt + 1 < retry.Value.AnalysisAttempts)
            {
                metrics.Retried(StorageNames.AnalysisQueue);
                await queues.SendAsync(request with { Attempt = request.Attempt + 1 }, delay, cancellationToken);
                return;
            }

            await park.GiveUpAsync(StorageNames.AnalysisQueue, request with { Attempt = 0 }, messageId, image.Id,
                DeadLetterReasons.AnalysisGaveUp, request.Attempt + 1, cancellationToken);
            LogGaveUp(logger, image.Id, request.Attempt + 1);
            outcome = AnalysisOutcome.Failed("analysis_unavailable");
        }

        await finish.CompleteAnalysisAsync(image, outcome, cancellationToken);
    }

    private async Task<AnalysisOutcome?> OutcomeAsync(ImageRecord image, int attempt, CancellationToken cancellationToken)
    {
        using var original = await originals.ReadAsync(image.BlobName, limits.Value, cancellationToken);
        if (original is null)
            return AnalysisOutcome.Failed("original_missing");
        var plan = VariantPlan.From(imaging.Value, analyze.IsWanted).Where(spec => spec.Name == VariantPlan.Analysis).ToList();
        if (plan.Count == 0)
            return AnalysisOutcome.Skipped(analyze.SkippedReason ?? "not_configured");
        await foreach (var rendition in renderer.RenderAsync(original.Bytes, image.Header!, plan, cancellationToken))
            return await analyze.RunAsync(rendition, image.Header!, cancellationToken, attempt + 1);

        return null;
    }

    [LoggerMessage(1030, LogLevel.Error, "Analysis of image {ImageId} was given up after {Attempts} attempts; a dead letter keeps it.",
        EventName = AlertEvents.AnalysisGaveUp)]
    private static partial void LogGaveUp(ILogger logger, ImageId imageId, int attempts);
}
