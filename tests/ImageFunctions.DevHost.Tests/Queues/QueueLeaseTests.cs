using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Queues;

public sealed class QueueLeaseTests(Emulator storage)
{
    [Fact]
    public async Task A_message_stays_hidden_while_its_function_runs_longer_than_the_lease()
    {
        await using var host = await QueueHost.StartAsync(storage, new() { ["DevHost:QueueLease"] = "00:00:03" });

        await host.SendAsync("wait");
        await host.Journal.WaitForAsync("wait 1");
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        host.Journal.Gate.SetResult();
        await host.WaitForCountAsync(host.Name, 0);

        Assert.Equal(["wait 1", "wait done"], host.Journal.Entries);
    }

    [Fact]
    public async Task A_function_that_fails_after_it_changed_the_visibility_itself_gets_its_own_delay()
    {
        await using var host = await QueueHost.StartAsync(
            storage, new() { ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:10:00" });

        await host.SendAsync("hide");

        await host.Journal.WaitForAsync("hide 3");
        Assert.DoesNotContain(host.Journal.Warnings, warning => warning.StartsWith("Message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_that_succeeds_after_it_changed_the_visibility_itself_keeps_its_message()
    {
        await using var host = await QueueHost.StartAsync(storage);

        await host.SendAsync("take over");
        await host.Journal.WaitForAsync("take over done");
        await host.SendAsync("work");
        await host.Journal.WaitForAsync("work done");

        await host.WaitForCountAsync(host.Name, 1);
        Assert.Empty(host.Journal.Warnings);
    }

    [Fact]
    public async Task A_function_may_delete_its_message_itself()
    {
        await using var host = await QueueHost.StartAsync(storage);

        await host.SendAsync("delete");
        await host.Journal.WaitForAsync("delete done");
        await host.Host.Host.DisposeAsync();

        Assert.Empty(host.Journal.Warnings);
    }

    [Fact]
    public async Task No_more_messages_run_at_once_than_the_batch_and_the_threshold_allow()
    {
        var name = Emulator.NewName();
        var queue = storage.Queue(name);
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var i = 0; i < 6; i++)
            await queue.SendMessageAsync("wait", TestContext.Current.CancellationToken);

        await using var host = await QueueHost.ListenAsync(
            storage,
            name,
            new()
            {
                ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "2",
                ["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "1",
            });
        await host.Journal.WaitForAsync("wait 1", 2);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        // Two are above the threshold of one: the next batch waits. A receive may bring one alone, then two more are due.
        Assert.InRange(host.Journal.Count("wait 1"), 2, 3);
        host.Journal.Gate.SetResult();
        await host.Journal.WaitForAsync("wait done", 6);
    }

    [Fact]
    public async Task What_a_killed_host_had_taken_is_taken_again_after_the_lease()
    {
        var name = Emulator.NewName();
        var queue = storage.Queue(name);
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await queue.SendMessageAsync("work", TestContext.Current.CancellationToken);
        await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        await using var host = await QueueHost.ListenAsync(storage, name, sample: typeof(QueueSample));

        await host.Journal.WaitForAsync("work 2");
    }
}
