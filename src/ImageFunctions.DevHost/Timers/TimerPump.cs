using System.Collections.Immutable;
using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Hosting;
using ImageFunctions.DevHost.Invocations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.DevHost.Timers;

/// <summary>
/// Runs a timer function when it is due and never twice at once. A run that outlasts the next due time is followed by
/// one late run, whatever number it missed, as in the host. Nothing is remembered across restarts.
/// </summary>
internal sealed class TimerPump(
    IndexedFunction function, TimerSchedule schedule, FunctionInvoker invoker, IServiceScopeFactory scopes, TimeProvider time)
    : ITriggerPump, IDisposable
{
    // The longest single wait; the clock is asked again after it. Task.Delay ends at 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTimeOffset _last;

    public string Function => function.Name;

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        var due = schedule.Next(time.GetUtcNow());
        if (((TimerTriggerAttribute)function.Trigger).RunOnStartup)
            await TryRunAsync(due, isPastDue: false, abort);

        for (var late = false; await WaitUntilAsync(due, stopping);)
        {
            var next = schedule.Next(time.GetUtcNow());
            await TryRunAsync(next, isPastDue: late, abort);
            late = next <= time.GetUtcNow();
            due = next;
        }
    }

    public Task RunOnceAsync(string? input, CancellationToken abort) =>
        InvokeAsync("This function was programmatically called via the host APIs.", schedule.Next(time.GetUtcNow()), isPastDue: false, abort);

    public void Dispose() => _one.Dispose();

    private async Task<bool> WaitUntilAsync(DateTimeOffset due, CancellationToken stopping)
    {
        try
        {
            for (var wait = due - time.GetUtcNow(); wait > TimeSpan.Zero; wait = due - time.GetUtcNow())
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stopping);
            return !stopping.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A failed run is logged by the invoker; the schedule goes on.
    private async Task TryRunAsync(DateTimeOffset next, bool isPastDue, CancellationToken abort)
    {
        try
        {
            await InvokeAsync("Timer fired", next, isPastDue, abort);
        }
        catch (Exception) when (!abort.IsCancellationRequested)
        {
        }
    }

    private async Task InvokeAsync(string reason, DateTimeOffset next, bool isPastDue, CancellationToken abort)
    {
        await _one.WaitAsync(abort);
        var now = time.GetUtcNow();
        try
        {
            var info = new TimerInfo
            {
                IsPastDue = isPastDue,
                ScheduleStatus = new ScheduleStatus { Last = _last.UtcDateTime, Next = next.UtcDateTime, LastUpdated = now.UtcDateTime },
            };
            await using var scope = scopes.CreateAsyncScope();
            await invoker.InvokeAsync(
                new Invocation(function, scope.ServiceProvider, info, ImmutableDictionary<string, object?>.Empty, abort), reason);
        }
        finally
        {
            _last = now;
            _one.Release();
        }
    }
}
