using System.Net.Http.Json;
using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Timers;

public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_fires_by_its_schedule()
    {
        await using var host = await TestHost.StartAsync(typeof(EverySecond));
        host.Journal.Gate.SetResult();

        await host.Journal.WaitForAsync("end", 2);

        Assert.DoesNotContain("next is past", host.Journal.Entries);
    }

    [Fact]
    public async Task A_run_that_outlasts_its_schedule_is_not_overlapped_and_the_next_one_is_past_due()
    {
        await using var host = await TestHost.StartAsync(typeof(EverySecond));

        await host.Journal.WaitForAsync("start");
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        Assert.Equal(1, host.Journal.Count("start"));
        host.Journal.Gate.SetResult();

        await host.Journal.WaitForAsync("end late");
        await host.Journal.WaitForAsync("end", 2);
    }

    [Fact]
    public async Task A_run_by_hand_waits_for_the_one_that_runs()
    {
        await using var host = await TestHost.StartAsync(typeof(EverySecond));
        await host.Journal.WaitForAsync("start");

        await host.SendAsync(HttpMethod.Post, "admin/functions/EverySecond", JsonContent.Create(new { }));
        await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);

        Assert.Equal(1, host.Journal.Count("start"));
    }

    [Fact]
    public async Task A_timer_that_runs_on_startup_does_so_at_once_by_a_schedule_from_the_settings()
    {
        await using var host = await TestHost.StartAsync([typeof(AtStart)], new() { ["Sample:Schedule"] = "0 0 0 1 1 *" });

        await host.Journal.WaitForAsync("ran, last 1");
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_schedule()
    {
        await using var host = await TestHost.StartAsync(typeof(Failing));

        await host.Journal.WaitForAsync("ran False", 3);
    }

    [Fact]
    public async Task A_timer_that_is_switched_off_does_not_run()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(EverySecond), typeof(AtStart)],
            new() { ["Sample:Schedule"] = "00:00:00.1", ["AzureWebJobs_AtStart_Disabled"] = "true" });

        await host.Journal.WaitForAsync("start");

        Assert.DoesNotContain(host.Journal.Entries, entry => entry.StartsWith("ran", StringComparison.Ordinal));
    }
}
