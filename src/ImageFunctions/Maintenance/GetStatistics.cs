using ImageFunctions.Contracts;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

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
