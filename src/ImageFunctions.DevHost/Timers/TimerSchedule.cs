using System.Globalization;
using NCrontab;

namespace ImageFunctions.DevHost.Timers;

/// <summary>When a timer function runs: a six-field NCRONTAB expression in UTC, or a constant interval.</summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTimeOffset, DateTimeOffset> _next;

    private TimerSchedule(Func<DateTimeOffset, DateTimeOffset> next) => _next = next;

    /// <exception cref="InvalidOperationException">The text is neither.</exception>
    public static TimerSchedule Parse(string text)
    {
        var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        if (cron is not null)
            return new(after => new DateTimeOffset(cron.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero));
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
            return new(after => after + interval);
        throw new InvalidOperationException($"'{text}' is neither a six-field NCRONTAB expression nor a time span.");
    }

    /// <summary>The first time after <paramref name="after"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => _next(after);
}
