using System.ComponentModel.DataAnnotations;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;

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
public sealed class Cleanup(CleanRecords records, CleanBlobs blobs, CleanupPasses passes, MessageQueues queues, ImageMetrics metrics)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        passes.Begin();
        await records.RunAsync(cancellationToken);
        await blobs.RunAsync(cancellationToken);
        foreach (var queue in StorageNames.Queues)
        {
            if (await queues.GetDepthAsync(queue, cancellationToken) is { } depth)
                metrics.QueueDepth(queue, depth);
        }
    }
}
