using Azure.Data.Tables;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>What a purge leaves, and what comes between it and others.</summary>
public sealed class PurgeTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(160, 120, 9000);

    [Fact]
    public async Task A_key_of_a_purged_image_makes_another_image()
    {
        await using var service = await IsolatedService.StartAsync();
        var key = ("Idempotency-Key", "once");
        var id = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, key)).Ok().Text("imageId");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        Assert.NotEqual(id, (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, key)).Ok().Text("imageId"));
    }

    [Fact]
    public async Task A_purge_beside_a_repair_of_the_index_leaves_no_row()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture, new { fileName = "a.png", tags = new[] { "one", "two" } }, ("X-User-Id", "owner"));
        await service.Host.WaitForAsync(id, "completed");
        await using var storage = await StorageProxy.StartAsync(service.ConnectionString, Token);
        var purged = 0;
        storage.Before = async (method, url) =>
        {
            if (method != "GET" && url.Contains("PartitionKey='tag", StringComparison.Ordinal) && Interlocked.Exchange(ref purged, 1) == 0)
                (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
            return StorageFate.Pass;
        };
        await using var services = new AppServices(storage.ConnectionString);
        await services.Get<Cleanup>().RunAsync(Token);
        Assert.Equal(1, purged);
        await service.QuietAsync();
        Assert.Empty(await StorageSearch.FindAsync(service.ConnectionString, id));
    }

    [Fact]
    public async Task A_cleanup_that_read_a_deleted_image_does_not_purge_it_once_it_is_restored()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture);
        await service.Host.WaitForAsync(id, "completed");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        await using var storage = await StorageProxy.StartAsync(service.ConnectionString, Token);
        var restored = 0;
        storage.Before = async (method, url) =>
        {
            if (method != "GET" && url.Contains("/images(", StringComparison.Ordinal) && Interlocked.Exchange(ref restored, 1) == 0)
                (await service.Host.PostAsync($"images/{id}/restore")).Ok();
            return StorageFate.Pass;
        };
        await using var services = new AppServices(storage.ConnectionString, ahead: TimeSpan.FromDays(8));
        await services.Get<Cleanup>().RunAsync(Token);
        Assert.Equal(1, restored);
        await service.AssertServedAsync(id);
    }

    [Fact]
    public async Task Work_that_ends_late_takes_nothing_from_an_image_that_can_be_restored()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture);
        await service.Host.WaitForAsync(id, "completed");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        var image = (await service.Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, Token))!;
        await service.Host.Services.Get<EndProcessing>().AbandonAsync(image, Token);
        (await service.Host.PostAsync($"images/{id}/restore")).Ok();
        await service.AssertServedAsync(id);
    }

    [Fact]
    public async Task What_belongs_to_no_record_is_removed_and_all_else_stays()
    {
        await using var service = await IsolatedService.StartAsync();
        var (services, index) = (service.Host.Services, service.Host.Services.Get<ImageIndex>());
        var id = await service.Host.UploadAsync(Picture, new { fileName = "a.png", tags = new[] { "kept" } }, ("X-User-Id", "owner"));
        await service.Host.WaitForAsync(id, "completed");
        var gone = ImageId.New(DateTimeOffset.UtcNow);
        await services.Get<VariantBlobs>().WriteAsync(gone, "small", new byte[10], "image/jpeg", Token);
        await index.AddAsync(gone, [new IndexEntry(IndexKinds.Sha256, IndexKinds.Sha256Value("owner", new string('a', 64)))], Token);
        await index.AddAsync(
            ImageId.Parse(id)!.Value, [new IndexEntry(IndexKinds.Status, "Failed"), new IndexEntry(IndexKinds.Tag, "old")], Token);
        var rows = await RowsAsync(service, id);
        await service.CleanLeftoversAsync(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(await StorageSearch.FindAsync(service.ConnectionString, gone.ToString()));
        await service.CleanLeftoversAsync(TimeSpan.FromHours(2));
        Assert.Empty(await StorageSearch.FindAsync(service.ConnectionString, gone.ToString()));
        Assert.Equal(rows.Where(row => row is not ("status|failed" or "tag|old")), await RowsAsync(service, id));
        await service.AssertServedAsync(id);
    }

    [Fact]
    public async Task Bands_of_a_hash_that_an_earlier_version_wrote_make_way_for_the_keys_of_this_one()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture);
        await service.Host.WaitForAsync(id, "completed");
        var index = new TableClient(service.ConnectionString, "imageindex");
        var today = await RowsAsync(service, id);
        var keys = await index.QueryAsync<TableEntity>("PartitionKey eq 'phash|'", cancellationToken: Token).ToListAsync(Token);
        foreach (var row in keys)
            await index.DeleteEntityAsync(row, cancellationToken: Token);
        for (var band = 0; band < 4; band++)
            await index.AddEntityAsync(new TableEntity($"phash|{band}-0af3", keys[0].RowKey.Split('|')[1]), Token);

        await service.CleanLeftoversAsync(TimeSpan.FromHours(2));

        Assert.Equal(today, await RowsAsync(service, id));
    }

    [Fact]
    public async Task A_purge_takes_the_bands_of_a_hash_that_an_earlier_version_wrote()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture);
        await service.Host.WaitForAsync(id, "completed");
        var image = (await service.Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, Token))!;
        var hash = PerceptualHash.Format(image.Traits!.PerceptualHash);
        await service.Host.Services.Get<ImageIndex>().AddAsync(
            image.Id, Enumerable.Range(0, 4).Select(band => new IndexEntry("phash", $"{band}-{hash.Substring(4 * band, 4)}")), Token);
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        Assert.DoesNotContain(await RowsAsync(service, id), row => row.StartsWith("phash", StringComparison.Ordinal));
    }

    private static async Task<List<string>> RowsAsync(IsolatedService service, string id) =>
        await new TableClient(service.ConnectionString, "imageindex").QueryAsync<TableEntity>("", cancellationToken: Token)
            .Where(row => row.RowKey.EndsWith(id, StringComparison.Ordinal)).Select(row => row.PartitionKey).ToListAsync(Token);
}
