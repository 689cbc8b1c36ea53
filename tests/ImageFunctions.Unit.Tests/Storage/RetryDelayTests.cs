using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Unit.Tests.Storage;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(4, 16)]
    [InlineData(5, 30)]
    [InlineData(1000, 30)]
    public void Looks_for_an_upload_get_rarer_up_to_every_30_seconds(int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDelays.UploadCheck(attempt));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 8)]
    [InlineData(3, 32)]
    [InlineData(4, 128)]
    public void Failed_work_comes_back_four_times_as_late_each_time(long delivery, int seconds)
    {
        var delay = RetryDelays.Work(delivery, TimeSpan.FromSeconds(2)).TotalSeconds;
        Assert.InRange(delay, seconds, seconds * 1.25);
    }

    [Fact]
    public void An_outside_service_is_never_asked_sooner_than_it_said() =>
        Assert.Equal(TimeSpan.FromMinutes(5), RetryDelays.Outside(0, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)));

    [Fact]
    public void An_outside_service_is_asked_at_least_every_75_minutes() =>
        Assert.InRange(RetryDelays.Outside(100, TimeSpan.FromSeconds(5)).TotalMinutes, 60, 75);
}
