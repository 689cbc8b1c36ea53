using System.Text.Json;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Worker;
using NCrontab;

namespace ImageFunctions.LocalHost.Triggers;

/// <summary>Runs a timer function when its six-field NCRONTAB expression is due, in UTC and never twice at once.</summary>
internal sealed class TimerLoop(AppFunction function, Invocations invocations)
{
    // Waited for in parts, so that a clock that is set, or a machine that slept, is noticed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>What a run is told, as the timer trigger says it.</summary>
    public static string Info(DateTime last = default, DateTime next = default) => JsonSerializer.Serialize(new
    {
        ScheduleStatus = new { Last = last, Next = next, LastUpdated = last },
        IsPastDue = false,
    });

    /// <summary>Runs until stopped; a run under way is finished.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var schedule = CrontabSchedule.Parse(function.Text("schedule"), new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        for (DateTime last = default, due = schedule.GetNextOccurrence(DateTime.UtcNow); !stopping.IsCancellationRequested;)
        {
            var left = due - DateTime.UtcNow;
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left < LongestWait ? left : LongestWait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            due = schedule.GetNextOccurrence(DateTime.UtcNow);
            var invocation = function.Invocation(new TypedData { Json = Info(last, due) });
            last = DateTime.UtcNow;
            await invocations.RunAsync(function, invocation, $"Timer fired at {last:O}", CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
