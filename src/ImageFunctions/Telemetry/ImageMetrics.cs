using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ImageFunctions.Telemetry;

/// <summary>What operators measure. The names are used by the alert queries in infra/; a test compares them.</summary>
public sealed class ImageMetrics
{
    public const string SourceName = "ImageFunctions";
    public const string UploadedName = "images.uploaded";
    public const string ProcessedName = "images.processed";
    public const string FailedName = "images.failed";
    public const string DurationName = "images.processing.duration";
    public const string BytesName = "images.bytes";
    public const string QueueAgeName = "queue.age";
    public const string QueueDepthName = "queue.depth";
    public const string RetriesName = "images.retries";
    public const string DeadLettersName = "images.deadletters";
    public const string CleanupFailuresName = "cleanup.failures";
    public const string UnreadableName = "records.unreadable";
    public const string OnDemandName = "images.ondemand";

    public static readonly ActivitySource Activities = new(SourceName);

    /// <summary>
    /// Starts a part of a trace, also when nobody listens: what is told of it, and what it causes, must be the same trace.
    /// </summary>
    /// <param name="traceParent">W3C context to go on with; anything else begins a trace.</param>
    public static Activity Start(string name, ActivityKind kind, string? traceParent, string? traceState = null)
    {
        if (!ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parent))
            return Activities.StartActivity(name, kind) ?? new Activity(name).Start();
        return Activities.StartActivity(name, kind, parent)
            ?? new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }

    private readonly Counter<long> _uploaded;
    private readonly Counter<long> _processed;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _queueAge;
    private readonly Gauge<long> _queueDepth;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _cleanupFailures;
    private readonly Counter<long> _unreadable;
    private readonly Counter<long> _onDemand;

    public ImageMetrics(IMeterFactory meters)
    {
        // The factory disposes of it.
        var meter = meters.Create(SourceName);
        _uploaded = meter.CreateCounter<long>(UploadedName, "{image}", "Upload URLs issued and files received.");
        _processed = meter.CreateCounter<long>(ProcessedName, "{image}", "Images completed.");
        _failed = meter.CreateCounter<long>(FailedName, "{image}", "Images failed, by code.");
        _duration = meter.CreateHistogram<double>(DurationName, "ms", "Time of a step of processing.");
        _bytes = meter.CreateCounter<long>(BytesName, "By", "Bytes of originals read.");
        _queueAge = meter.CreateHistogram<double>(QueueAgeName, "s", "Time from a message's due time to its delivery.");
        _queueDepth = meter.CreateGauge<long>(QueueDepthName, "{message}", "Messages in a queue, approximate.");
        _retries = meter.CreateCounter<long>(RetriesName, "{message}", "Work that will be tried again.");
        _deadLetters = meter.CreateCounter<long>(DeadLettersName, "{message}", "Work that was given up, by reason.");
        _cleanupFailures = meter.CreateCounter<long>(
            CleanupFailuresName, "{item}", "Records and blobs that the cleanup could not care for.");
        _unreadable = meter.CreateCounter<long>(
            UnreadableName, "{record}", "Records met by the cleanup that this version does not understand.");
        _onDemand = meter.CreateCounter<long>(OnDemandName, "{picture}", "Pictures rendered for links, by type.");
    }

    public void UploadIssued() => _uploaded.Add(1);

    public void Processed() => _processed.Add(1);

    public void Failed(string code) => _failed.Add(1, new KeyValuePair<string, object?>("code", code));

    public void StepTook(string step, TimeSpan duration) =>
        _duration.Record(duration.TotalMilliseconds, new KeyValuePair<string, object?>("step", step));

    public void BytesRead(long bytes) => _bytes.Add(bytes);

    public void QueueAge(string queue, TimeSpan age) =>
        _queueAge.Record(Math.Max(0, age.TotalSeconds), new KeyValuePair<string, object?>("queue", queue));

    public void QueueDepth(string queue, long depth) => _queueDepth.Record(depth, new KeyValuePair<string, object?>("queue", queue));

    public void Retried(string queue) => _retries.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void DeadLettered(string reason) => _deadLetters.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void CleanupFailed() => _cleanupFailures.Add(1);

    public void Unreadable(int records = 1) => _unreadable.Add(records);

    public void RenderedOnDemand(string type) => _onDemand.Add(1, new KeyValuePair<string, object?>("type", type));
}
