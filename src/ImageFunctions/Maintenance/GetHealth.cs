using System.Diagnostics;
using ImageFunctions.Analysis;
using ImageFunctions.Contracts;
using ImageFunctions.Imaging;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <summary>One cheap read per service, side by side, none of them a write.</summary>
public sealed class GetHealth(StorageProbe storage, IImageEngine engine, IImageAnalyzer analyzer)
{
    // The answer is due within three seconds, also from a machine that is busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken)
    {
        var blobs = TimeAsync(storage.BlobsAsync, cancellationToken);
        var tables = TimeAsync(storage.TablesAsync, cancellationToken);
        var queue = TimeAsync(storage.QueueAsync, cancellationToken);
        var vision = analyzer.SkippedReason is { } reason
            ? Task.FromResult(new HealthCheck("skipped", 0, reason)) : TimeAsync(analyzer.CheckAsync, cancellationToken);
        var checks = new Dictionary<string, HealthCheck>
        {
            ["blobs"] = await blobs,
            ["tables"] = await tables,
            ["queue"] = await queue,
            ["imaging"] = new HealthCheck("ok", 0, engine.Name),
            ["vision"] = await vision,
        };
        var failed = checks.Where(check => check.Value.Status == "failed").Select(check => check.Key).ToList();
        return new HealthReport(failed switch { [] => "healthy", ["vision"] => "degraded", _ => "unhealthy" }, checks);
    }

    private static async Task<HealthCheck> TimeAsync(Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // Not all that is asked looks at the token.
            await probe(patience.Token).WaitAsync(patience.Token);
            return new HealthCheck("ok", Elapsed(started));
        }
        // Whatever is wrong is what this answer is about; only the kind of it is told, for the page is public.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheck("failed", Elapsed(started), e switch
            {
                OperationCanceledException => "timeout",
                AnalysisUnavailableException unavailable => unavailable.Code,
                _ => e.GetType().Name,
            });
        }
    }

    private static double Elapsed(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
}
