using System.ComponentModel.DataAnnotations;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>How much one cleanup does. Configuration section <c>Cleanup</c>.</summary>
public sealed class CleanupOptions
{
    public const string Section = "Cleanup";

    /// <summary>Records looked at in one run. Default 2,000.</summary>
    [Range(1, 100_000)]
    public int RecordsPerRun { get; init; } = 2000;

    /// <summary>Blobs looked at in one run. Default 500.</summary>
    [Range(1, 5000)]
    public int BlobsPerRun { get; init; } = 500;

    /// <summary>Age at which a blob without a record is imported or removed: events have had their chance. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan BlobAge { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>
/// The net under everything: goes round all records and all originals, a bounded part per run, and puts right what lost
/// its message. Every action is one that is safe to do twice.
/// </summary>
public sealed partial class Cleanup(
    ImageRecords records, ImageIndex index, OriginalBlobs originals, CleanupProgress places, MessageQueues queues, ImportBlob import, PurgeImage purge,
    ImageMetrics metrics, IOptions<CleanupOptions> options, IOptions<RetentionOptions> retention, TimeProvider time, ILogger<Cleanup> logger)
{
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await CleanRecordsAsync(cancellationToken);
        await CleanBlobsAsync(cancellationToken);
        foreach (var queue in StorageNames.Queues)
        {
            if (await queues.GetDepthAsync(queue, cancellationToken) is { } depth)
                metrics.QueueDepth(queue, depth);
        }
    }

    private async Task CleanRecordsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = await places.GetAsync("records", cancellationToken) ?? new CleanupPass(null, now, DateTimeOffset.MinValue.AddYears(1700));
        var left = options.Value.RecordsPerRun;
        var acted = 0;
        var cursor = place.Cursor;
        do
        {
            var page = await records.ListAsync(new RecordFilter([], WithDeleted: true), cursor, Math.Min(left, 500), cancellationToken);
            foreach (var image in page.Images)
                acted += await CareForAsync(image, place.ChangedSince, now, cancellationToken) ? 1 : 0;
            cursor = page.Next;
            left -= page.Images.Count;
        }
        while (cursor is not null && left > 0);

        // A pass repairs the index of what changed since the pass before began.
        var next = cursor is not null ? place with { Cursor = cursor } : new CleanupPass(null, now, place.PassStarted);
        await places.PutAsync("records", next, cancellationToken);
        LogCleaned(logger, options.Value.RecordsPerRun - left, acted);
    }

    private async Task<bool> CareForAsync(ImageRecord image, DateTimeOffset changedSince, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (DecisionFor(image, now))
        {
            case CleanupAction.Purge:
                // It may have been restored since it was read.
                return await purge.RunAsync(image, record => DecisionFor(record, now) == CleanupAction.Purge, isExpected: null, job: null, cancellationToken);
            case CleanupAction.CheckUpload:
                await queues.SendAsync(new UploadCheck(image.Id, 0, image.TraceParent), TimeSpan.Zero, cancellationToken);
                return true;
            case CleanupAction.RetryAnalysis:
                await queues.SendAsync(new AnalysisRequest(image.Id, 0, image.TraceParent), TimeSpan.Zero, cancellationToken);
                return true;
            default:
                if (!image.IsDeleted && image.ChangedAt >= changedSince)
                    await RepairAsync(image, cancellationToken);
                return false;
        }
    }

    private CleanupAction DecisionFor(ImageRecord image, DateTimeOffset now) =>
        CleanupDecision.For(image, TimeSpan.FromDays(retention.Value.SoftDeleteDays), now);

    private async Task RepairAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        await index.AddAsync(image.Id, IndexKinds.Of(image), cancellationToken);
        // A purge that came in between has looked for them in vain.
        if (await records.GetAsync(image.Id, cancellationToken) is null or { IsBeingPurged: true })
            await index.RemoveAsync(image.Id, IndexKinds.Any(image), cancellationToken);
    }

    private async Task CleanBlobsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = await places.GetAsync("blobs", cancellationToken) ?? new CleanupPass(null, now, now);
        var (blobs, next) = await originals.ListAsync(place.Cursor, options.Value.BlobsPerRun, cancellationToken);
        foreach (var blob in blobs.Where(blob => blob.CreatedAt + options.Value.BlobAge < now))
        {
            if (await import.RunAsync(blob.Name, cancellationToken) is { } id)
                await StartIfNewAsync(id, cancellationToken);
            else if (blob.CreatedAt + OrphanAge < now)
                await originals.DeleteAsync(blob.Name, cancellationToken);
        }

        await places.PutAsync("blobs", place with { Cursor = next }, cancellationToken);
    }

    private async Task StartIfNewAsync(ImageId id, CancellationToken cancellationToken)
    {
        if (await records.GetAsync(id, cancellationToken) is { Status: ImageStatus.Pending or ImageStatus.Expired } image)
            await queues.SendAsync(new UploadCheck(image.Id, 0, image.TraceParent), TimeSpan.Zero, cancellationToken);
    }

    [LoggerMessage(1070, LogLevel.Information, "Cleanup: {Looked} records looked at, {Acted} acted on.")]
    private static partial void LogCleaned(ILogger logger, int looked, int acted);
}
