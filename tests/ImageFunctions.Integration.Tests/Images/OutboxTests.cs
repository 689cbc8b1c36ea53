using ImageFunctions.Maintenance;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>What follows from a change happens, whatever comes between the two.</summary>
public sealed class OutboxTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 22);

    [Theory]
    [InlineData(StorageFate.Reset)]
    [InlineData(StorageFate.NoAnswer)]
    [InlineData(StorageFate.LostAnswer)]
    public async Task A_receiver_is_told_though_the_message_for_it_could_not_be_sent(StorageFate fate)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        FailOnce(service, "/webhooks/messages", fate);
        await service.Host.UploadAsync(Picture, new { fileName = "a.png", callbackUrl = receiver.Url });
        await ToldAsync(receiver, "image.completed");
    }

    [Fact]
    public async Task A_receiver_is_told_though_the_worker_died_before_it_sent_the_message()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        var killed = 0;
        service.Traffic.Before = async (_, url) =>
        {
            if (url.Contains("/webhooks/messages", StringComparison.Ordinal) && Interlocked.CompareExchange(ref killed, 1, 0) == 0)
                await service.Host.KillWorkerAsync();
        };
        service.Traffic.Fate = (_, url) => url.Contains("/webhooks/messages", StringComparison.Ordinal)
            && Interlocked.CompareExchange(ref killed, 2, 1) == 1 ? StorageFate.Reset : null;
        await service.Host.UploadAsync(Picture, new { fileName = "a.png", callbackUrl = receiver.Url });
        await ToldAsync(receiver, "image.completed");
    }

    [Fact]
    public async Task What_a_delete_owes_is_done_by_the_cleanup_under_the_same_event_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture, new { fileName = "a.png", callbackUrl = receiver.Url });
        await ToldAsync(receiver, "image.completed");
        FailOnce(service, "/webhooks/messages", StorageFate.Reset);
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Problem(503, "storage_unavailable");
        await CleanAsync(service, TimeSpan.Zero);
        Assert.DoesNotContain("image.deleted", Events(receiver));
        await CleanAsync(service, TimeSpan.FromMinutes(3));
        await ToldAsync(receiver, "image.deleted");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        await CleanAsync(service, TimeSpan.FromMinutes(6));
        Assert.Single(Events(receiver), "image.deleted");
    }

    [Fact]
    public async Task An_upload_that_was_said_to_be_complete_is_processed_though_the_message_was_lost()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var id = await service.Host.UploadAsync(Picture);
        FailOnce(service, "/image-uploads/messages", StorageFate.Reset);
        (await service.Host.PostAsync($"images/{id}/complete")).Problem(503, "storage_unavailable");
        await CleanAsync(service, TimeSpan.FromMinutes(3));
        await service.Host.WaitForAsync(id, "completed");
    }

    // Every try of one request, so that the client's own retries do not mend it.
    private static void FailOnce(IsolatedService service, string part, StorageFate fate)
    {
        var failed = 0;
        service.Traffic.Fate = (method, url) => method == "POST" && url.Contains(part, StringComparison.Ordinal)
            && Interlocked.Exchange(ref failed, 1) == 0 ? fate : null;
    }

    private static Task ToldAsync(WebhookReceiver receiver, string name) => Eventually.Async(
        _ => Task.FromResult(Events(receiver).Contains(name)), TimeSpan.FromSeconds(60),
        () => string.Join(", ", Events(receiver)), Token);

    private static IEnumerable<string> Events(WebhookReceiver receiver) =>
        receiver.Deliveries.Select(delivery => delivery.Json.Text("event"));

    private static Task CleanAsync(IsolatedService service, TimeSpan ahead)
    {
        service.Host.Services.Clock.Ahead = ahead;
        return service.Host.Services.Get<Cleanup>().RunAsync(Token);
    }
}
