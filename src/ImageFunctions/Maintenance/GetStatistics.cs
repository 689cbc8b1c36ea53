using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <param name="Images">Images by status.</param>
/// <param name="IsComplete">False when there are more images than were counted.</param>
/// <param name="Queues">Messages by queue, approximate.</param>
/// <param name="OldestPending">Creation time of the oldest image that still waits for its upload or its work.</param>
public sealed record Statistics(
    IReadOnlyDictionary<ImageStatus, int> Images, int Counted, bool IsComplete, IReadOnlyDictionary<string, int> Queues, DateTimeOffset? OldestPending);

/// <summary>Counts for operators. Tables cannot count: the newest images are read, up to a bound, and the answer says whether that was all.</summary>
public sealed class GetStatistics(ImageRecords records, MessageQueues queues)
{
    private const int MaxRecords = 20_000;

    public async Task<Statistics> RunAsync(CancellationToken cancellationToken)
    {
        var counts = Enum.GetValues<ImageStatus>().ToDictionary(status => status, _ => 0);
        var counted = 0;
        DateTimeOffset? oldest = null;
        var depths = Task.WhenAll(StorageNames.Queues.Select(async queue => (queue, depth: await queues.GetDepthAsync(queue, cancellationToken) ?? 0)));
        var isComplete = true;
        await foreach (var (id, status) in records.StatusesAsync(cancellationToken))
        {
            if (counted == MaxRecords)
            {
                isComplete = false;
                break;
            }

            counted++;
            counts[status]++;
            if (status is ImageStatus.Pending or ImageStatus.Uploaded or ImageStatus.Processing)
                oldest = id.CreatedAt;
        }

        return new Statistics(counts, counted, isComplete, (await depths).ToDictionary(pair => pair.queue, pair => pair.depth), oldest);
    }
}
