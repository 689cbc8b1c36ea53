using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageFunctions.Integration.Tests.Webhooks;

/// <summary>What a receiver of webhooks gets.</summary>
public sealed class WebhookShapeTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_completed_image_is_posted_with_its_whole_view()
    {
        var image = await Host.ProcessAsync(NewPicture(), new { fileName = "a.png", title = "told" });
        var delivery = await DeliveryAsync(image.Text("imageId"), "image.completed");
        Assert.Equal("POST", delivery.Method);
        Assert.Equal("application/json; charset=utf-8", delivery.ContentType);
        Assert.StartsWith("ImageFunctions", delivery.UserAgent, StringComparison.Ordinal);
        var body = delivery.Json;
        Assert.Equal(["data", "event", "id", "time"], body.Members());
        Assert.True(Guid.TryParse(body.Text("id"), out _));
        Assert.EndsWith("Z", body.Text("time"), StringComparison.Ordinal);
        Assert.Equal(image.Members(), body.At("data").Members());
        Assert.Equal(("completed", "told"), (body.Text("data.status"), body.Text("data.title")));
    }

    [Fact]
    public async Task A_failed_image_is_told_with_its_error()
    {
        var image = await Host.ProcessAsync(new byte[2000]);
        var body = (await DeliveryAsync(image.Text("imageId"), "image.failed")).Json;
        Assert.Equal("unsupported_type", body.Text("data.error.code"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?purge=true")]
    public async Task A_deleted_image_is_told_by_its_id_alone(string query)
    {
        var id = await IssueAsync();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}{query}")).Ok();
        var body = (await DeliveryAsync(id, "image.deleted")).Json;
        Assert.Equal(["imageId", "status"], body.At("data").Members());
        Assert.Equal("deleted", body.Text("data.status"));
    }

    [Fact]
    public async Task An_erased_user_s_images_are_told()
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        (await Host.SendAsync(HttpMethod.Delete, $"users/{user}/images")).Ok(202);
        await DeliveryAsync(id, "image.deleted");
    }

    [Fact]
    public async Task The_signature_is_the_HMAC_of_time_and_body()
    {
        var id = await CompletedAsync();
        var delivery = await DeliveryAsync(id, "image.completed");
        var parts = delivery.Signature!.Split(',').Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(["t", "v1"], parts.Keys);
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["t"], CultureInfo.InvariantCulture));
        Assert.InRange(age.TotalMinutes, -1, 5);
        var signed = Encoding.UTF8.GetBytes(parts["t"] + ".").Concat(delivery.Bytes).ToArray();
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookReceiver.Secret), signed)), parts["v1"]);
    }

    [Fact]
    public async Task An_image_s_own_callback_is_told_as_well()
    {
        var receiver = await Contract.ReceiverAsync();
        var own = new Uri(receiver.Url, "/own");
        var id = await CompletedAsync(new { fileName = "a.png", callbackUrl = own });
        await Eventually.Async(
            _ => Task.FromResult(receiver.Deliveries.Where(delivery => Is(delivery, id, "image.completed"))
                .Select(delivery => delivery.Path).Order().SequenceEqual(["/hook", "/own"])),
            TimeSpan.FromSeconds(60), cancellationToken: Token);
        Assert.False((await Host.GetAsync($"images/{id}")).Ok().Has("callbackUrl"));
    }

    [Fact]
    public async Task Every_delivery_is_in_the_log_of_its_image()
    {
        var id = await CompletedAsync();
        await DeliveryAsync(id, "image.completed");
        var log = await Host.UntilAsync($"manage/images/{id}/webhooks", log => log.Count("count") > 0);
        var entry = log.Items("deliveries").Single();
        Assert.Equal(["at", "attempt", "delivered", "event", "eventId", "imageId", "outcome"], entry.Members());
        Assert.Equal(("image.completed", 1, true, "200"),
            (entry.Text("event"), entry.Count("attempt"), entry.Flag("delivered"), entry.Text("outcome")));
        (await Host.GetAsync("manage/images/nonsense/webhooks")).Problem(404, "image_not_found");
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("https://user:secret@example.com/hook")]
    [InlineData("example.com/hook")]
    [InlineData("/hook")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    public async Task A_callback_is_https_only(string callbackUrl)
    {
        // The shared service allows http for its receiver.
        var strict = await Contract.PlainAsync();
        (await strict.PostAsync("images/upload", new { fileName = "a.png", callbackUrl }))
            .Problem(400, "invalid_callback_url", "callbackUrl");
        (await strict.PostAsync("images/upload", new { fileName = "a.png", callbackUrl = "https://example.com/hook" })).Ok();
    }

    private async Task<ReceivedWebhook> DeliveryAsync(string id, string eventName)
    {
        var receiver = await Contract.ReceiverAsync();
        return await Eventually.Async(
            _ => Task.FromResult(receiver.Deliveries.FirstOrDefault(delivery => Is(delivery, id, eventName))),
            TimeSpan.FromSeconds(60), cancellationToken: Token);
    }

    private static bool Is(ReceivedWebhook delivery, string id, string eventName) =>
        delivery.Json is var body && body.Text("event") == eventName && body.Text("data.imageId") == id;
}
