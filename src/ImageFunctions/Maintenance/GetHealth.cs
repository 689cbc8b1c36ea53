using System.Diagnostics;
using ImageFunctions.Analysis;
using ImageFunctions.Imaging;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <param name="Status">ok, failed or skipped.</param>
/// <param name="DurationMs">Milliseconds.</param>
public sealed record HealthCheck(string Status, double DurationMs, string? Detail = null);

public sealed record HealthReport(string Status, IReadOnlyDictionary<string, HealthCheck> Checks)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsHealthy => Status == "healthy";
}

/// <summary>One cheap read per service, side by side, none of them a write.</summary>
public sealed class GetHealth(StorageProbe storage, IImageEngine engine, IImageAnalyzer analyzer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken)
    {
        var blobs = TimeAsync(storage.BlobsAsync, cancellationToken);
        var tables = TimeAsync(storage.TablesAsync, cancellationToken);
        var queue = TimeAsync(storage.QueueAsync, cancellationToken);
        var checks = new Dictionary<string, HealthCheck>
        {
            ["blobs"] = await blobs,
            ["tables"] = await tables,
            ["queue"] = await queue,
            ["imaging"] = new HealthCheck("ok", 0, engine.Name),
            ["vision"] = analyzer.SkippedReason is { } reason ? new HealthCheck("skipped", 0, reason) : new HealthCheck("ok", 0),
        };
        return new HealthReport(checks.Values.All(check => check.Status != "failed") ? "healthy" : "unhealthy", checks);
    }

    private static async Task<HealthCheck> TimeAsync(Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await probe(patience.Token);
            return new HealthCheck("ok", Elapsed(started));
        }
        // Whatever is wrong is what this answer is about; only the kind of it is told, for the page is public.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheck("failed", Elapsed(started), e is OperationCanceledException ? "timeout" : e.GetType().Name);
        }
    }

    private static double Elapsed(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
}
