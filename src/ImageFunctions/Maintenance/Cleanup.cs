using System.ComponentModel.DataAnnotations;
using Azure;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;
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
/// its message. Every action is one that is safe to do twice, and none that fails keeps the others from being done.
/// </summary>
public sealed partial class Cleanup(
    ImageRecords records, CareForRecord care, CleanBlobs blobs, CleanupProgress places, MessageQueues queues, CleanupItems items,
    ImageMetrics metrics, IOptions<CleanupOptions> options, TimeProvider time, ILogger<Cleanup> logger)
{
    private const int PageSize = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        items.Begin();
        await CleanRecordsAsync(cancellationToken);
        await blobs.RunAsync(cancellationToken);
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
        var (looked, acted) = (0, 0);
        while (looked < options.Value.RecordsPerRun && !items.IsStorageAway)
        {
            var page = await PageAsync(place.Cursor, Math.Min(options.Value.RecordsPerRun - looked, PageSize), cancellationToken);
            Count(page);
            foreach (var image in page.Images)
            {
                await items.TryAsync($"record {image.Id}", async () =>
                    acted += await care.RunAsync(image, now, cancellationToken) ? 1 : 0, cancellationToken);
            }

            await items.TryAsync("index rows", () => care.RepairAsync(page.Images, place.ChangedSince, now, cancellationToken), cancellationToken);

            looked += page.Images.Count;
            // A pass repairs the index of what changed since the pass before began. Kept page by page: what breaks a run off
            // does not make it all be done again.
            place = page.Next is { } next ? place with { Cursor = next } : new CleanupPass(null, now, place.PassStarted);
            await places.PutAsync("records", place, cancellationToken);
            if (place.Cursor is null)
                break;
        }

        LogCleaned(logger, looked, acted);
    }

    // A place that cannot be gone on from would stop the cleanup for good.
    private async Task<RecordPage> PageAsync(string? cursor, int take, CancellationToken cancellationToken)
    {
        var all = new RecordFilter([], WithDeleted: true);
        try
        {
            return await records.ListAsync(all, cursor, take, cancellationToken);
        }
        catch (Exception e) when (cursor is not null && e is FormatException or ArgumentException or RequestFailedException)
        {
            items.LostPlace("records", e);
            return await records.ListAsync(all, null, take, cancellationToken);
        }
    }

    private void Count(RecordPage page)
    {
        var unread = page.Images.Where(image => image.Status == ImageStatus.Unknown).ToList();
        if (unread.Count + page.Strangers == 0)
            return;
        metrics.Unreadable(unread.Count + page.Strangers);
        LogUnread(logger, unread.Count, page.Strangers, unread.Count > 0 ? unread[0].Id.ToString() : "none");
    }

    [LoggerMessage(1070, LogLevel.Information, "Cleanup: {Looked} records looked at, {Acted} acted on.")]
    private static partial void LogCleaned(ILogger logger, int looked, int acted);

    [LoggerMessage(1071, LogLevel.Warning,
        "Cleanup: {Unread} records are not understood by this version, the first of them {ImageId}; {Strangers} rows are no records. They are left as they are.")]
    private static partial void LogUnread(ILogger logger, int unread, int strangers, string imageId);
}
