using Azure.Storage.Queues;
using ImageFunctions.Storage;

namespace ImageFunctions.Integration.Tests.Processing;

public sealed class RepeatTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 8);

    [Fact]
    public async Task Many_words_about_one_upload_process_it_once()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var id = await service.Host.UploadAsync(Picture);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Host.EnqueueAsync(UploadEvents.EventGrid(id))));
        (await service.Host.PostAsync($"images/{id}/complete")).Ok(202);
        var status = await service.Host.WaitForAsync(id, "completed");
        await service.Host.EnqueueAsync(UploadEvents.EventGrid(id));
        var queue = new QueueClient(service.ConnectionString, StorageNames.UploadsQueue);
        await Eventually.Async(
            async token => (await queue.PeekMessagesAsync(32, token)).Value.Length == 0,
            TimeSpan.FromSeconds(20),
            cancellationToken: Token);
        Assert.Equal(1, status.Count("attempt"));
        foreach (var variant in (string[])["small", "medium", "large", "webp"])
            Assert.Equal(1, service.Traffic.Count("PUT", $"/variants/{id}/{variant}"));
    }

    [Fact]
    public async Task Two_hosts_on_one_storage_complete_every_image_once()
    {
        await using var service = await IsolatedService.StartAsync();
        await using var second = await service.StartSecondHostAsync();
        var ids = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? service.Host : second).UploadAsync(DrawnPng.Scene(200, 150, i))));
        foreach (var id in ids)
        {
            var status = await second.WaitForAsync(id, "completed", "failed");
            Assert.Equal("completed", status.Text("status"));
            Assert.Equal(1, status.Count("attempt"));
        }
    }

    [Fact]
    public async Task A_change_by_a_caller_during_processing_is_not_lost()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = "";
        var changed = 0;
        service.Traffic.Before = async (method, url) =>
        {
            if (method == "PUT" && url.Contains("/variants/", StringComparison.Ordinal) && url.EndsWith("/webp", StringComparison.Ordinal)
                && Interlocked.Exchange(ref changed, 1) == 0)
                (await service.Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "Changed in between" })).Ok();
        };
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png", title = "Before" })).Ok();
        id = issued.Text("imageId");
        await service.Host.PutAsync(issued, Picture);
        await service.Host.WaitForAsync(id, "completed");
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal(1, changed);
        Assert.Equal("Changed in between", image.Text("title"));
        Assert.Equal(4, image.At("variants").EnumerateObject().Count());
    }
}
