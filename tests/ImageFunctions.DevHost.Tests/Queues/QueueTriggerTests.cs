using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ImageFunctions.DevHost.Tests.Samples;

namespace ImageFunctions.DevHost.Tests.Queues;

public sealed class QueueTriggerTests(Emulator storage)
{
    [Fact]
    public async Task A_message_starts_the_function_once_and_is_deleted_after_it_succeeded()
    {
        await using var host = await QueueHost.StartAsync(storage);

        await host.SendAsync("work");
        await host.WaitForCountAsync(host.Name, 0);

        Assert.Equal(["work 1", "work done"], host.Journal.Entries);
    }

    [Fact]
    public async Task A_message_that_fails_comes_back_with_a_higher_count_and_ends_in_the_poison_queue()
    {
        await using var host = await QueueHost.StartAsync(
            storage, new() { ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "3" });

        await host.SendAsync("fail");
        await host.WaitForCountAsync(host.PoisonName, 1);
        await host.WaitForCountAsync(host.Name, 0);

        Assert.Equal(["fail 1", "fail 2", "fail 3"], host.Journal.Entries);
        Assert.Contains(host.Journal.Warnings, warning => warning.Contains("was dequeued 3 times", StringComparison.Ordinal));
        QueueMessage poison = await storage.Queue(host.PoisonName).ReceiveMessageAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("fail", poison.Body.ToString());
    }

    [Fact]
    public async Task A_message_that_fails_stays_hidden_for_the_visibility_timeout()
    {
        await using var host = await QueueHost.StartAsync(
            storage, new() { ["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:10:00", ["DevHost:QueueLease"] = "00:00:01" });

        await host.SendAsync("fail");
        await host.SendAsync("wait");
        await host.Journal.WaitForAsync("wait 1");
        await host.SendAsync("work");
        await host.Journal.WaitForAsync("work done");

        Assert.Equal(1, host.Journal.Count("fail 1"));
        PeekedMessage[] shown = await host.Queue.PeekMessagesAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(shown);
    }

    [Fact]
    public async Task A_message_whose_last_attempt_was_never_settled_goes_to_the_poison_queue_without_another()
    {
        var name = Emulator.NewName();
        var queue = storage.Queue(name);
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await queue.SendMessageAsync("work", TestContext.Current.CancellationToken);
        await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        await using var host = await QueueHost.ListenAsync(
            storage, name, new() { ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "1" });
        await host.WaitForCountAsync(host.PoisonName, 1);
        await host.WaitForCountAsync(host.Name, 0);

        Assert.Empty(host.Journal.Entries);
    }

    [Fact]
    public async Task A_poison_queue_has_no_poison_queue_and_keeps_a_message_that_fails_hidden()
    {
        var name = Emulator.NewName();
        var poison = storage.Queue($"{name}-poison");
        await poison.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var host = await QueueHost.ListenAsync(
            storage,
            name,
            new()
            {
                ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount"] = "2",
                ["DevHost:QueueLease"] = "00:00:01",
            },
            typeof(PoisonSample));

        await poison.SendMessageAsync("bad", TestContext.Current.CancellationToken);
        await host.Journal.WaitForAsync("poison bad", 2);

        // Given up for good after the last attempt: still there, but its function does not see it any more.
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        Assert.Equal(2, host.Journal.Count("poison bad"));
        Assert.Equal(1, await storage.CountAsync($"{name}-poison"));
        Assert.False(await storage.Queue($"{name}-poison-poison").ExistsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_text_that_is_not_base64_goes_to_the_poison_queue_as_it_is()
    {
        await using var host = await QueueHost.StartAsync(storage);

        await storage.Queue(host.Name, QueueMessageEncoding.None).SendMessageAsync("not base64!", TestContext.Current.CancellationToken);
        await host.WaitForCountAsync(host.PoisonName, 1);
        await host.WaitForCountAsync(host.Name, 0);

        QueueMessage poison = await storage.Queue(host.PoisonName, QueueMessageEncoding.None)
            .ReceiveMessageAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("not base64!", poison.Body.ToString());
    }

    [Fact]
    public async Task Plain_texts_are_read_where_host_json_says_so()
    {
        await using var host = await QueueHost.StartAsync(
            storage, new() { ["AzureFunctionsJobHost:extensions:queues:messageEncoding"] = "none" });

        await storage.Queue(host.Name, QueueMessageEncoding.None).SendMessageAsync("plain!", TestContext.Current.CancellationToken);

        await host.Journal.WaitForAsync("plain! done");
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_yet_is_waited_for()
    {
        await using var host = await QueueHost.StartAsync(storage, createQueue: false);
        await host.Journal.WaitForWarningAsync($"No messages from queue '{host.Name}' (QueueNotFound); looking again until there are");

        await host.Queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await host.SendAsync("work");

        await host.Journal.WaitForAsync("work done");
    }

    [Theory]
    [InlineData("string", "hello", "string hello")]
    [InlineData("bytes", "hello", "bytes 5")]
    [InlineData("binary", "hello", "binary hello")]
    [InlineData("object", """{"kind":"a","NUMBER":2}""", """object a 2 1 {"kind":"a","NUMBER":2}""")]
    public async Task A_message_is_bound_as_text_bytes_or_object_from_the_connection_that_the_trigger_names(string type, string text, string entry)
    {
        var name = Emulator.NewName();
        var queue = storage.Queue($"{name}-{type}");
        await queue.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var host = await QueueHost.ListenAsync(storage, name, sample: typeof(TypeSamples));

        await queue.SendMessageAsync(text, TestContext.Current.CancellationToken);

        await host.Journal.WaitForAsync(entry);
    }
}
