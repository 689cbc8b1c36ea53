using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Storage.Queues;

namespace ImageFunctions.Integration.Tests.Storage;

[Collection(nameof(Hosted))]
public sealed class MessageTests(PlainService plain)
{
    private const string Raw = "this is not base64!";

    [Theory]
    [InlineData("image-uploads", "image-uploads")]
    [InlineData("image-uploads-poison", "image-uploads")]
    [InlineData("webhooks-poison", "webhooks")]
    public async Task A_message_that_is_not_base64_becomes_a_dead_letter_and_does_not_come_back(string queue, string named)
    {
        var service = await plain.Get();
        var client = new QueueClient(service.Host.ConnectionString, queue);
        var before = await CountAsync(service, named);
        await client.SendMessageAsync(Raw, Token);
        await Eventually.Async(async _ => await CountAsync(service, named) == before + 1,
            TimeSpan.FromSeconds(40), () => string.Join('\n', service.Log.TakeLast(40)), Token);

        // Of the queue itself others make use, too.
        var poison = new QueueClient(service.Host.ConnectionString, named + "-poison");
        await Eventually.Async(async token => (await poison.GetPropertiesAsync(token)).Value.ApproximateMessagesCount == 0,
            TimeSpan.FromSeconds(20), cancellationToken: Token);
        Assert.Equal(before + 1, await CountAsync(service, named));
    }

    private static async Task<int> CountAsync(HostedService service, string queue) =>
        (await service.Host.GetAsync("manage/dead-letters?limit=100")).Ok().Items("deadLetters").Count(letter =>
            (letter.Text("queue"), letter.Text("text"), letter.Text("reason"))
            == (queue, Raw, "unreadable"));

    [Fact]
    public async Task Twelve_receivers_that_are_silent_do_not_hold_up_another()
    {
        var service = await plain.Get();
        using var silent = new TcpListener(IPAddress.Any, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var receiver = await WebhookReceiver.StartAsync();
        var queue = new QueueClient(
            service.Host.ConnectionString, "webhooks", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        for (var i = 0; i < 12; i++)
            await queue.SendMessageAsync(Request($"http://127.0.1.{i + 1}:{port}/"), Token);
        await queue.SendMessageAsync(Request(receiver.Url.AbsoluteUri), Token);
        await DeliveredAsync(1, TimeSpan.FromSeconds(20));

        // Now that they are known to be slow, it goes at once.
        await queue.SendMessageAsync(Request(receiver.Url.AbsoluteUri), Token);
        await DeliveredAsync(2, TimeSpan.FromSeconds(6));

        Task DeliveredAsync(int count, TimeSpan deadline) => Eventually.Async(
            _ => Task.FromResult(receiver.Deliveries.Count >= count), deadline, cancellationToken: Token);
    }

    private static string Request(string url) => JsonSerializer.Serialize(new
    {
        imageId = Guid.CreateVersion7(),
        @event = "image.deleted",
        eventId = Guid.NewGuid(),
        time = DateTimeOffset.UtcNow,
        attempt = 0,
        url,
    });
}
