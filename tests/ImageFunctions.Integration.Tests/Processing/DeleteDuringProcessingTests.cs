using Azure.Storage.Blobs;

namespace ImageFunctions.Integration.Tests.Processing;

public sealed class DeleteDuringProcessingTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 9);

    public static TheoryData<string, bool> Moments => new()
    {
        { "/small", false }, { "/webp", false }, { "/small", true }, { "/webp", true },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_delete_that_lands_during_processing_wins(string moment, bool purge)
    {
        await using var service = await IsolatedService.StartAsync();
        var id = "";
        var deleted = 0;
        service.Traffic.Before = async (method, url) =>
        {
            if (method == "PUT" && id.Length > 0 && url.EndsWith(id + moment, StringComparison.Ordinal)
                && Interlocked.Exchange(ref deleted, 1) == 0)
                (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge={(purge ? "true" : "false")}")).Ok();
        };
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        id = issued.Text("imageId");
        await service.Host.PutAsync(issued, Picture);

        var variants = new BlobContainerClient(service.ConnectionString, "variants");
        await Eventually.Async(async token =>
        {
            var stats = (await service.Host.GetAsync("manage/stats")).Ok();
            return Volatile.Read(ref deleted) == 1
                && stats.Count("queues.image-uploads") == 0
                && (!purge || !await variants.GetBlobsAsync(cancellationToken: token).AnyAsync(token));
        }, TimeSpan.FromSeconds(30), cancellationToken: Token);
        (await service.Host.GetAsync($"images/{id}")).Problem(404, "image_not_found");
        if (purge)
        {
            (await service.Host.PostAsync($"images/{id}/restore")).Problem(404, "image_not_found");
            Assert.Empty(await StorageSearch.FindAsync(service.ConnectionString, id));
            return;
        }

        (await service.Host.PostAsync($"images/{id}/restore")).Ok();
        await service.Host.WaitForAsync(id, "completed");
        Assert.Equal(4, await variants.GetBlobsAsync(cancellationToken: Token).CountAsync(Token));
    }
}
