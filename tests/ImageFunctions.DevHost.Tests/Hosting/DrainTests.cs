using ImageFunctions.DevHost.Tests.Queues;
using ImageFunctions.DevHost.Tests.Samples;
using ImageFunctions.Testing;

namespace ImageFunctions.DevHost.Tests.Hosting;

public sealed class DrainTests(Emulator storage)
{
    [Fact]
    public async Task A_message_in_work_is_finished_and_no_other_is_taken()
    {
        await using var host = await QueueHost.StartAsync(
            storage,
            new()
            {
                ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "1",
                ["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "0",
            });
        await host.SendAsync("wait");
        await host.SendAsync("next");
        await host.Journal.WaitForAsync("wait 1");

        var stopping = host.Host.Host.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        host.Journal.Gate.SetResult();
        await stopping;

        Assert.Equal(["wait 1", "wait done"], host.Journal.Entries);
        Assert.Equal(1, await storage.CountAsync(host.Name));
    }

    [Fact]
    public async Task A_function_that_does_not_end_in_time_is_cancelled_and_its_message_shown_again()
    {
        await using var host = await QueueHost.StartAsync(storage, drain: TimeSpan.FromSeconds(0.5));
        await host.SendAsync("wait");
        await host.Journal.WaitForAsync("wait 1");

        await host.Host.Host.DisposeAsync();

        Assert.Equal(["wait 1"], host.Journal.Entries);
        await Eventually.Async(
            async token => (await host.Queue.PeekMessagesAsync(cancellationToken: token)).Value is [_],
            TimeSpan.FromSeconds(20),
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_request_in_work_is_answered()
    {
        await using var host = await TestHost.StartAsync(typeof(ResponseSamples));
        var answer = host.GetAsync("api/waits");
        await host.Journal.WaitForAsync("waiting");

        var stopping = host.Host.DisposeAsync();
        host.Journal.Gate.SetResult();
        await stopping;

        Assert.Equal((200, "GET"), await answer);
    }

    [Fact]
    public async Task An_idle_host_stops_at_once()
    {
        await using var host = await QueueHost.StartAsync(
            storage, new() { ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:01:00" });
        var clock = System.Diagnostics.Stopwatch.StartNew();

        await host.Host.Host.DisposeAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
