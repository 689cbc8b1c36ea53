using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Hosting;

/// <summary>Runs the pumps while the host runs, and lets what is in flight finish when it stops.</summary>
internal sealed partial class TriggerPumps(
    IEnumerable<ITriggerPump> pumps, DevHostSettings settings, TimeProvider time, ILogger<TriggerPumps> logger)
    : IHostedService, IDisposable
{
    // For functions that heed their token: to save what they can.
    private static readonly TimeSpan AbortTime = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, ITriggerPump> _pumps =
        pumps.ToDictionary(pump => pump.Function, StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var pump in _pumps.Values)
            Track(Task.Run(() => pump.RunAsync(_stopping.Token, _abort.Token), CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>Starts one run beside the pumps. False when no running pump has that function.</summary>
    public bool TryRunOnce(string function, string? input)
    {
        if (_stopping.IsCancellationRequested || !_pumps.TryGetValue(function, out var pump))
            return false;
        Track(Task.Run(() => pump.RunOnceAsync(input, _abort.Token), CancellationToken.None));
        return true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        var all = Task.WhenAll(_running.Keys);
        if (await EndsAsync(all, settings.DrainTime))
            return;
        LogAborting(logger, settings.DrainTime.TotalSeconds);
        await _abort.CancelAsync();
        await EndsAsync(all, AbortTime);
    }

    public void Dispose()
    {
        foreach (var pump in _pumps.Values.OfType<IDisposable>())
            pump.Dispose();
        _stopping.Dispose();
        _abort.Dispose();
    }

    private void Track(Task task)
    {
        var tracked = ObserveAsync(task);
        _running[tracked] = true;
        _ = tracked.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task ObserveAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e)
        {
            LogFailed(logger, e.GetType().Name, e.Message);
        }
    }

    private async Task<bool> EndsAsync(Task all, TimeSpan within) =>
        await Task.WhenAny(all, Task.Delay(within, time, CancellationToken.None)) == all;

    [LoggerMessage(30, LogLevel.Warning, "Functions still run after {Seconds} s; cancelling them")]
    private static partial void LogAborting(ILogger logger, double seconds);

    [LoggerMessage(31, LogLevel.Debug, "A run ended with {Exception}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string exception, string reason);
}
