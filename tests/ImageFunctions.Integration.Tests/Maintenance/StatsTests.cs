using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>GET manage/stats.</summary>
[Collection(nameof(Crowded))]
public sealed class StatsTests(CrowdedService service)
{
    [Fact]
    public async Task Images_are_counted_by_status_and_messages_by_queue()
    {
        await CountAsync();
        var answer = await service.Host.GetAsync("manage/stats");
        var before = answer.Ok();
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal(
            ["completed", "deleted", "expired", "failed", "pending", "processing", "unknown", "uploaded"], before.At("images").Members());
        Assert.Equal(
            ["image-uploads", "image-uploads-poison", "webhooks", "webhooks-poison"],
            before.At("queues").Members());
        Assert.True(before.Flag("isComplete"));

        var pending = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId");
        var deleted = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{deleted}")).Ok();
        Assert.Equal(before.Count("counted"), (await service.Host.GetAsync("manage/stats")).Ok().Count("counted"));
        await CountAsync();
        service.Calls.Take();
        var after = (await service.Host.GetAsync("manage/stats")).Ok();
        Assert.Equal("image-uploads list 1, imageindex read 1, webhooks list 1", service.Calls.TakeText());
        Assert.True(after.Time("countedAt") > before.Time("countedAt"));
        Assert.Equal(before.Count("images.pending") + 1, after.Count("images.pending"));
        Assert.Equal(before.Count("images.deleted") + 1, after.Count("images.deleted"));
        Assert.Equal(before.Count("counted") + 2, after.Count("counted"));
        Assert.Equal(after.Count("counted"), after.At("images").EnumerateObject().Sum(status => status.Value.GetInt32()));
        // Each URL sent a check that is not due yet.
        Assert.Equal(before.Count("queues.image-uploads") + 2, after.Count("queues.image-uploads"));
        Assert.True(after.Time("oldestPending") <= ImageId.Parse(pending)!.Value.CreatedAt);
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{pending}?purge=true")).Ok();
    }

    // As the cleanup does every five minutes.
    private Task<ImageCounts> CountAsync() => service.Host.Services.Get<CountImages>().RunAsync(Token);
}
