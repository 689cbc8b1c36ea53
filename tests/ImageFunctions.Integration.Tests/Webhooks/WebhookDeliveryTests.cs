using System.Diagnostics;
using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Webhooks;

public sealed class WebhookDeliveryTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 10);

    [Fact]
    public async Task An_event_reaches_a_receiver_that_was_down_signed_and_under_one_id()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        receiver.Status = 503;
        var id = await UploadAsync(service, receiver);
        await DeliveredAsync(receiver, deliveries => deliveries.Count >= 2);
        receiver.Status = 204;
        await DeliveredAsync(receiver, deliveries => deliveries.Any(delivery => delivery.Status == 204));

        var (last, message) = (receiver.Deliveries.Last(), receiver.Deliveries.Last().Json);
        Assert.Equal("image.completed", message.Text("event"));
        Assert.Equal(id, message.Text("data.imageId"));
        Assert.Single(receiver.Deliveries.Select(delivery => delivery.Json.Text("id")).Distinct());
        Assert.True(await IsGenuineAsync(last.Signature!, last.Body));
        Assert.False(await IsGenuineAsync(last.Signature!, last.Body.Replace("image.completed", "image.failed", StringComparison.Ordinal)));
        // The try is noted after the answer.
        var log = await LogAsync(service, id, tries => tries[^1].Flag("delivered"));
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(entry => entry.Count("attempt")));
    }

    [Fact]
    public async Task An_event_that_nobody_takes_becomes_a_dead_letter_and_a_replay_delivers_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        receiver.Status = 500;
        await UploadAsync(service, receiver);
        var letters = await service.Host.UntilAsync(
            "manage/dead-letters", page => page.Count("count") == 1, TimeSpan.FromSeconds(40));
        var letter = letters.Items("deadLetters")[0];
        Assert.Equal("webhook_gave_up", letter.Text("reason"));
        Assert.Equal(4, receiver.Deliveries.Count);

        receiver.Status = 200;
        (await service.Host.PostAsync($"manage/dead-letters/{letter.Text("id")}/replay")).Ok(202);
        await DeliveredAsync(receiver, deliveries => deliveries.Any(delivery => delivery.Status == 200));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        receiver.Status = 302;
        var id = await UploadAsync(service, receiver);
        var log = await LogAsync(service, id, tries => tries.Count > 0);
        Assert.Equal("302", log[0].Text("outcome"));
        Assert.False(log[0].Flag("delivered"));
    }

    [Fact]
    public async Task A_name_that_leads_to_our_own_network_is_never_called()
    {
        await using var service = await IsolatedService.StartAsync(new() { ["Webhooks:AllowPrivateAddresses"] = "false" });
        var request = new { fileName = "a.png", callbackUrl = "https://localhost/hook" };
        var id = await service.Host.UploadAsync(Picture, request);
        var log = await LogAsync(service, id, tries => tries.Count > 0);
        Assert.Equal("address_refused", log[0].Text("outcome"));
    }

    private static Task DeliveredAsync(WebhookReceiver receiver, Func<IReadOnlyCollection<ReceivedWebhook>, bool> isDone) =>
        Eventually.Async(
        _ => Task.FromResult(isDone(receiver.Deliveries)), TimeSpan.FromSeconds(30),
        cancellationToken: Token);

    private static async Task<string> UploadAsync(IsolatedService service, WebhookReceiver receiver) =>
        await service.Host.UploadAsync(Picture, new { fileName = "a.png", callbackUrl = receiver.Url });

    private static async Task<IReadOnlyList<JsonElement>> LogAsync(
        IsolatedService service, string id, Predicate<IReadOnlyList<JsonElement>> isIt) =>
        (await service.Host.UntilAsync(
            $"manage/images/{id}/webhooks", log => isIt(log.Items("deliveries")), TimeSpan.FromSeconds(20))).Items("deliveries");

    // The code that docs/webhooks.md gives to receivers, run as it stands there.
    private static async Task<bool> IsGenuineAsync(string header, string body)
    {
        var page = await File.ReadAllTextAsync(RepositoryFolder.File("docs/webhooks.md"), Token);
        var snippet = page.Split("```js\n")[1].Split("```")[0];
        var script = snippet + "process.exitCode = isGenuine(...process.argv.slice(1)) ? 10 : 20;";
        string[] arguments = ["--input-type=module", "-e", script, header, body, WebhookReceiver.Secret];
        using var node = Process.Start(new ProcessStartInfo("node", arguments))!;
        await node.WaitForExitAsync(Token);
        Assert.True(node.ExitCode is 10 or 20, "The snippet does not run.");
        return node.ExitCode == 10;
    }
}
