using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.Testing;

namespace ImageFunctions.Integration.Tests.Resilience;

public sealed class WebhookDeliveryTests
{
    private const string Secret = "a secret that only both of us know";
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 10);

    [Fact]
    public async Task An_event_reaches_a_receiver_that_was_down_signed_and_under_one_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await StartAsync();
        receiver.Status = 503;
        var id = await UploadAsync(service, receiver);
        await Eventually.Async(_ => Task.FromResult(receiver.Calls.Count >= 2), TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
        receiver.Status = 204;
        await Eventually.Async(_ => Task.FromResult(receiver.Calls.Any(call => call.Status == 204)), TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);

        var (body, signature, _) = receiver.Calls.Last();
        var message = JsonDocument.Parse(body).RootElement;
        Assert.Equal("image.completed", message.GetProperty("event").GetString());
        Assert.Equal(id, message.GetProperty("data").GetProperty("imageId").GetString());
        Assert.Single(receiver.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("id").GetString()).Distinct());
        Assert.True(await IsGenuineAsync(signature!, body));
        Assert.False(await IsGenuineAsync(signature!, body.Replace("image.completed", "image.failed", StringComparison.Ordinal)));
        var log = await DeliveriesAsync(service, id);
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(entry => entry.GetProperty("attempt").GetInt32()));
        Assert.True(log[^1].GetProperty("delivered").GetBoolean());
    }

    [Fact]
    public async Task An_event_that_nobody_takes_becomes_a_dead_letter_and_a_replay_delivers_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await StartAsync();
        receiver.Status = 500;
        await UploadAsync(service, receiver);
        JsonElement letter = default;
        await Eventually.Async(async _ =>
        {
            var letters = (await service.Host.GetAsync("manage/dead-letters")).Ok().GetProperty("deadLetters");
            letter = letters.EnumerateArray().FirstOrDefault();
            return letters.GetArrayLength() == 1;
        }, TimeSpan.FromSeconds(40), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("webhook_gave_up", letter.GetProperty("reason").GetString());
        Assert.Equal(4, receiver.Calls.Count);

        receiver.Status = 200;
        (await service.Host.PostAsync($"manage/dead-letters/{letter.GetProperty("id").GetString()}/replay")).Ok(202);
        await Eventually.Async(_ => Task.FromResult(receiver.Calls.Any(call => call.Status == 200)), TimeSpan.FromSeconds(20), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await StartAsync();
        receiver.Status = 302;
        var id = await UploadAsync(service, receiver);
        var log = await Eventually.Async(async _ => await DeliveriesAsync(service, id) is { Count: > 0 } found ? found : null,
            TimeSpan.FromSeconds(20), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("302", log[0].GetProperty("outcome").GetString());
        Assert.False(log[0].GetProperty("delivered").GetBoolean());
    }

    [Fact]
    public async Task A_name_that_leads_to_our_own_network_is_never_called()
    {
        await using var service = await StartAsync(allowPrivate: false);
        var request = new { fileName = "a.png", callbackUrl = "https://localhost/hook" };
        var id = await service.Host.UploadAsync(Picture, request);
        var log = await Eventually.Async(async _ => await DeliveriesAsync(service, id) is { Count: > 0 } found ? found : null,
            TimeSpan.FromSeconds(20), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("address_refused", log[0].GetProperty("outcome").GetString());
    }

    private static Task<IsolatedService> StartAsync(bool allowPrivate = true) => IsolatedService.StartAsync(new()
    {
        ["Webhooks:SigningSecret"] = Secret,
        ["Webhooks:AllowPrivateAddresses"] = allowPrivate ? "true" : "false",
        ["Webhooks:FirstRetryDelay"] = "00:00:00.2",
        ["Webhooks:MaxAttempts"] = "4",
    });

    private static async Task<string> UploadAsync(IsolatedService service, WebhookReceiver receiver) =>
        await service.Host.UploadAsync(Picture, new { fileName = "a.png", callbackUrl = receiver.Url });

    private static async Task<List<JsonElement>> DeliveriesAsync(IsolatedService service, string id) =>
        [.. (await service.Host.GetAsync($"manage/images/{id}/webhooks")).Ok().GetProperty("deliveries").EnumerateArray()];

    // The code that docs/webhooks.md gives to receivers, run as it stands there.
    private static async Task<bool> IsGenuineAsync(string header, string body)
    {
        var page = await File.ReadAllTextAsync(RepositoryFolder.File("docs/webhooks.md"), TestContext.Current.CancellationToken);
        var snippet = page.Split("```js\n")[1].Split("```")[0];
        string[] arguments = ["--input-type=module", "-e", snippet + "process.exitCode = isGenuine(...process.argv.slice(1)) ? 10 : 20;", header, body, Secret];
        using var node = Process.Start(new ProcessStartInfo("node", arguments))!;
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode is 10 or 20, "The snippet does not run.");
        return node.ExitCode == 10;
    }
}
