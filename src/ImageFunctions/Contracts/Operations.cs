using System.Text.Json.Serialization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <param name="Images">Images by status.</param>
/// <param name="IsComplete">False when there are more images than were counted.</param>
/// <param name="CountedAt">When they were counted.</param>
/// <param name="Queues">Messages by queue, approximate; those of failed messages as of <paramref name="CountedAt"/>.</param>
/// <param name="OldestPending">Creation time of the oldest image that still waits for its upload or its work.</param>
public sealed record Statistics(
    IReadOnlyDictionary<ImageStatus, int> Images, int Counted, bool IsComplete, DateTimeOffset CountedAt,
    IReadOnlyDictionary<string, int> Queues, DateTimeOffset? OldestPending);

/// <param name="Images">Images by status.</param>
/// <param name="IsComplete">False when there are more images than were counted.</param>
/// <param name="Poisoned">Messages in the queues of failed ones.</param>
/// <param name="OldestPending">Creation time of the oldest image that still waits for its upload or its work.</param>
public sealed record ImageCounts(
    IReadOnlyDictionary<ImageStatus, int> Images, int Counted, bool IsComplete, IReadOnlyDictionary<string, int> Poisoned,
    DateTimeOffset? OldestPending, DateTimeOffset CountedAt);

/// <param name="Status">ok, failed or skipped.</param>
/// <param name="DurationMs">Milliseconds.</param>
public sealed record HealthCheck(string Status, double DurationMs, string? Detail = null);

/// <param name="Status">healthy; degraded when only analysis is away, without which images are still made; unhealthy.</param>
public sealed record HealthReport(string Status, IReadOnlyDictionary<string, HealthCheck> Checks)
{
    [JsonIgnore]
    public bool IsHealthy => Status != "unhealthy";
}

public enum JobStatus
{
    Running,
    Completed,

    /// <summary>It failed too often; a dead letter keeps what is left of it, and a replay goes on.</summary>
    Failed,
}

/// <summary>Work over many images that somebody started.</summary>
/// <param name="Kind">One of those of batches.</param>
/// <param name="Images">Images done so far.</param>
public sealed record Job(string JobId, string Kind, JobStatus Status, int Images, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <summary>Work that was given up, kept until somebody replays or discards it.</summary>
/// <param name="Id">Names the dead letter; holds its time, so that the newest are listed first.</param>
/// <param name="Queue">Where a replay puts the text back.</param>
/// <param name="Text">The message as it was, cut at 30,000 characters.</param>
/// <param name="Reason">Stable word: poison, unreadable, analysis_gave_up, webhook_gave_up.</param>
/// <param name="Detail">What happened, for operators.</param>
/// <param name="Attempts">Deliveries before it was given up.</param>
public sealed record DeadLetter(
    string Id, string Queue, string Text, string Reason, string? Detail, long Attempts, ImageId? ImageId, DateTimeOffset At,
    bool Truncated = false);

public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> DeadLetters, int Count, string? NextCursor);
