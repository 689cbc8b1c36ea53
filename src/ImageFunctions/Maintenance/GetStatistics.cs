using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <param name="Images">Images by status.</param>
/// <param name="IsComplete">False when there are more images than were counted.</param>
/// <param name="CountedAt">When they were counted.</param>
/// <param name="Queues">Messages by queue, approximate; those of failed messages as of <paramref name="CountedAt"/>.</param>
/// <param name="OldestPending">Creation time of the oldest image that still waits for its upload or its work.</param>
public sealed record Statistics(
    IReadOnlyDictionary<ImageStatus, int> Images, int Counted, bool IsComplete, DateTimeOffset CountedAt,
    IReadOnlyDictionary<string, int> Queues, DateTimeOffset? OldestPending);

/// <summary>What operators look at, in three calls: the last count, and the messages that wait now.</summary>
public sealed class GetStatistics(CountImages count, MessageQueues queues)
{
    public async Task<Statistics> RunAsync(CancellationToken cancellationToken)
    {
        var waiting = Task.WhenAll(StorageNames.WorkQueues.Select(async queue =>
            KeyValuePair.Create(queue, await queues.GetDepthAsync(queue, cancellationToken) ?? 0)));
        var counts = await count.GetAsync(cancellationToken);
        var depths = counts.Poisoned.Concat(await waiting).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
        return new Statistics(counts.Images, counts.Counted, counts.IsComplete, counts.CountedAt, depths, counts.OldestPending);
    }
}
