using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Processing;

/// <summary>The ends that work on an image can come to. Each writes the record once and tells whoever asked to be told.</summary>
public sealed partial class FinishImage(
    RecordChanges changes,
    ImageRecords records,
    ImageIndex index,
    OriginalBlobs originals,
    VariantBlobs variants,
    MessageQueues queues,
    NotifyReceivers notify,
    ImageMetrics metrics,
    TimeProvider time,
    ILogger<FinishImage> logger)
{
    /// <summary>Whether a record still belongs to the work that claimed it.</summary>
    public static bool IsStillMine(ImageRecord record, ImageRecord claimed) =>
        !record.IsDeleted && record.ClaimedBy == claimed.ClaimedBy && record.Status == ImageStatus.Processing;

    /// <param name="results">Adds what was made to the record.</param>
    public async Task CompleteAsync(
        ImageRecord claimed, Func<ImageRecord, ImageRecord> results, AnalysisOutcome analysis, CancellationToken cancellationToken)
    {
        var preview = results(claimed);
        if (analysis.RawJson is { } raw)
            await variants.WriteAsync(claimed.Id, VariantBlobs.AnalysisName, raw, "application/json", cancellationToken);
        if (analysis.Analysis is { Blocked: true })
        {
            await BlockAsync(claimed, results, cancellationToken);
            return;
        }

        var duplicateOf = await FindDuplicateAsync(preview, cancellationToken);
        // Index rows first: whoever sees the image completed can also find it. Until then they point to a record that does
        // not match yet, which every reader checks.
        await index.AddAsync(claimed.Id, IndexKinds.OfContent(preview), cancellationToken);
        var stored = await changes.ApplyAsync(claimed, record => IsStillMine(record, claimed)
            ? Completed(results(record) with { DuplicateOf = duplicateOf }, analysis)
            : null, cancellationToken);
        if (stored is null)
        {
            await AbandonAsync(claimed.Id, cancellationToken);
            return;
        }

        if (analysis.RetryAfter is { } delay)
        {
            await queues.SendAsync(new AnalysisRequest(stored.Id, 0, stored.TraceParent), delay, cancellationToken);
            return;
        }

        await DoneAsync(stored, cancellationToken);
    }

    /// <summary>For findings that came after the renditions: adds them, and completes the image if nothing else is open.</summary>
    public async Task CompleteAnalysisAsync(ImageRecord image, AnalysisOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.RawJson is { } raw)
            await variants.WriteAsync(image.Id, VariantBlobs.AnalysisName, raw, "application/json", cancellationToken);
        if (outcome.Analysis is { Blocked: true })
        {
            await BlockAsync(image, outcome.ApplyTo, cancellationToken);
            return;
        }

        await index.AddAsync(image.Id, IndexKinds.OfContent(outcome.ApplyTo(image)), cancellationToken);
        var wasOpen = image.Status == ImageStatus.Processing;
        var stored = await changes.ApplyAsync(image, record => record.IsDeleted ? null : Completed(outcome.ApplyTo(record), outcome), cancellationToken);
        if (stored is not null && wasOpen)
            await DoneAsync(stored, cancellationToken);
    }

    private async Task DoneAsync(ImageRecord completed, CancellationToken cancellationToken)
    {
        metrics.Processed();
        LogCompleted(logger, completed.Id, (long)(completed.ProcessedAt - completed.StartedAt).GetValueOrDefault().TotalMilliseconds);
        await notify.SendAsync(completed, WebhookEvents.Completed, cancellationToken);
    }

    public async Task FailAsync(
        ImageRecord image, string code, string message, CancellationToken cancellationToken, Func<ImageRecord, ImageRecord>? results = null)
    {
        if (image.Variants.Count > 0)
            await variants.DeleteAllAsync(image.Id, cancellationToken);
        var stored = await changes.ApplyAsync(image, record => record.IsDeleted || (record.Status == ImageStatus.Completed && results is null)
            ? null
            : (results?.Invoke(record) ?? record with { Variants = [] }).Fail(code, message, time.GetUtcNow()), cancellationToken);
        if (stored is null)
            return;
        metrics.Failed(code);
        await index.AddAsync(stored.Id, IndexKinds.OfStatus(stored), cancellationToken);
        await notify.SendAsync(stored, WebhookEvents.Failed, cancellationToken);
    }

    private Task BlockAsync(ImageRecord image, Func<ImageRecord, ImageRecord> results, CancellationToken cancellationToken) =>
        FailAsync(image, RejectionCodes.ContentBlocked, "The image was blocked by the moderation policy.", cancellationToken,
            record => results(record) with { Status = ImageStatus.Processing, Variants = [], Traits = null });

    public async Task ExpireAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var expired = await changes.ApplyAsync(image, record => record.Status == ImageStatus.Pending ? record.Expire() : null, cancellationToken);
        if (expired is not null)
            await index.AddAsync(expired.Id, IndexKinds.OfStatus(expired), cancellationToken);
    }

    /// <summary>Removes what was written for an image that was deleted meanwhile. A restore makes it again.</summary>
    public async Task AbandonAsync(ImageId id, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(id, cancellationToken);
        if (image is { IsDeleted: false })
            return;
        await variants.DeleteAllAsync(id, cancellationToken);
        if (image is null)
            await originals.DeleteAsync(id.ToString(), cancellationToken);
        LogAbandoned(logger, id);
    }

    private async Task<ImageId?> FindDuplicateAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        if (image.Sha256 is null)
            return null;
        var hits = await index.FindAsync(IndexKinds.Sha256, IndexKinds.Sha256Value(image.UserId, image.Sha256), null, null, null, 10, cancellationToken);
        foreach (var hit in hits.Where(hit => hit.Id < image.Id).OrderBy(hit => hit.Id))
        {
            if (await records.GetAsync(hit.Id, cancellationToken) is { IsDeleted: false })
                return hit.Id;
        }

        return null;
    }

    private ImageRecord Completed(ImageRecord record, AnalysisOutcome analysis)
    {
        var released = record with { ClaimedBy = null, ClaimedUntil = null };
        return analysis.RetryAfter is null
            ? released with { Status = ImageStatus.Completed, ProcessedAt = time.GetUtcNow(), Error = null }
            : released;
    }

    [LoggerMessage(1010, LogLevel.Information, "Image {ImageId} completed in {Milliseconds} ms.", EventName = AlertEvents.ImageCompleted)]
    private static partial void LogCompleted(ILogger logger, ImageId imageId, long milliseconds);

    [LoggerMessage(1011, LogLevel.Information, "Image {ImageId} was deleted while it was processed; its renditions are removed.")]
    private static partial void LogAbandoned(ILogger logger, ImageId imageId);
}
