using System.Globalization;
using System.Text.Json;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Worker;
using NCrontab;

namespace ImageFunctions.LocalHost.Triggers;

/// <summary>Runs a timer function when it is due and never twice at once. Nothing is remembered across restarts.</summary>
internal sealed class TimerLoop(AppFunction function, AppSettings app, Invocations invocations)
{
    /// <summary>What a run is told, as the timer trigger says it.</summary>
    public static string Info(DateTime last = default, DateTime next = default, bool isPastDue = false) => JsonSerializer.Serialize(new
    {
        Schedule = new { AdjustForDST = true },
        ScheduleStatus = new { Last = last, Next = next, LastUpdated = last },
        IsPastDue = isPastDue,
    });

    /// <summary>Runs until stopped; a run under way is finished.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var next = Schedule(app.Resolve(function.Text("schedule")!));
        var last = default(DateTime);
        var runsNow = function.Trigger.TryGetProperty("runOnStartup", out var onStartup) && onStartup.GetBoolean();
        for (var due = runsNow ? DateTime.UtcNow : next(DateTime.UtcNow); await ReachesAsync(due, stopping); due = next(DateTime.UtcNow))
        {
            var invocation = function.Invocation(new TypedData { Json = Info(last, next(DateTime.UtcNow)) });
            last = DateTime.UtcNow;
            await invocations.RunAsync(function, invocation, $"Timer fired at {last:O}").ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A six-field NCRONTAB expression in UTC, or a constant interval.
    private static Func<DateTime, DateTime> Schedule(string text)
    {
        if (CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is { } cron)
            return cron.GetNextOccurrence;
        var interval = TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        return after => after + interval;
    }

    private static async Task<bool> ReachesAsync(DateTime due, CancellationToken stopping)
    {
        // In parts, so that a clock that is set is noticed; a single delay ends at 49 days, too.
        for (var left = due - DateTime.UtcNow; left > TimeSpan.Zero && !stopping.IsCancellationRequested; left = due - DateTime.UtcNow)
            await Task.Delay(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }
}
