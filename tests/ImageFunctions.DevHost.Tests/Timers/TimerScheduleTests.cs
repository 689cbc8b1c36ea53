using System.Globalization;
using ImageFunctions.DevHost.Timers;

namespace ImageFunctions.DevHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-29T01:02:03Z", "2026-03-29T01:05:00Z")]
    [InlineData("30 0 2 * * *", "2026-03-29T02:00:30Z", "2026-03-30T02:00:30Z")]
    [InlineData("0 0 9 * * MON-FRI", "2026-03-27T09:00:00Z", "2026-03-30T09:00:00Z")]
    [InlineData("00:00:10", "2026-03-29T01:02:03Z", "2026-03-29T01:02:13Z")]
    [InlineData("1.00:00:00", "2026-03-29T01:02:03Z", "2026-03-30T01:02:03Z")]
    public void The_next_time_comes_strictly_after(string schedule, string after, string next) =>
        Assert.Equal(Time(next), TimerSchedule.Parse(schedule).Next(Time(after)));

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("00:00:00")]
    [InlineData("-00:00:10")]
    [InlineData("often")]
    public void Anything_else_is_refused(string schedule) =>
        Assert.Throws<InvalidOperationException>(() => TimerSchedule.Parse(schedule));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
