using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Maintenance;

public sealed class CleanupTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 11);

    [Theory]
    [InlineData(null, 30)]
    [InlineData(3, 3)]
    public async Task An_image_is_gone_when_its_days_are_over(int? expiresInDays, int days)
    {
        await using var service = await IsolatedService.StartAsync();
        var image = await service.Host.ProcessAsync(Picture, new { fileName = "a.png", expiresInDays });
        service.Host.Services.Clock.Ahead = TimeSpan.FromDays(days - 0.1);
        await SweepAsync(service);
        (await service.Host.GetAsync(Path(image))).Ok();
        service.Host.Services.Clock.Ahead = TimeSpan.FromDays(days + 0.1);
        await SweepAsync(service);
        (await service.Host.GetAsync(Path(image))).Problem(404, "image_not_found");
        Assert.False(await OriginalAsync(service, image));
    }

    [Fact]
    public async Task A_deleted_image_can_be_restored_for_7_days_and_is_purged_after_them()
    {
        await using var service = await IsolatedService.StartAsync();
        var image = await service.Host.ProcessAsync(Picture, new { fileName = "a.png", expiresInDays = 100 });
        (await service.Host.SendAsync(HttpMethod.Delete, Path(image))).Ok();
        service.Host.Services.Clock.Ahead = TimeSpan.FromDays(6.9);
        await SweepAsync(service);
        Assert.True(await OriginalAsync(service, image));
        service.Host.Services.Clock.Ahead = TimeSpan.FromDays(7.1);
        await SweepAsync(service);
        (await service.Host.PostAsync(Path(image) + "/restore")).Problem(404, "image_not_found");
        Assert.False(await OriginalAsync(service, image));
    }

    [Fact]
    public async Task A_url_that_nobody_used_expires_even_if_its_check_was_lost()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        service.Host.Services.Clock.Ahead = TimeSpan.FromHours(-2);
        var id = (await service.Host.Services.IssueAsync(new { fileName = "a.png" })).Text("imageId");
        service.Host.Services.Clock.Ahead = TimeSpan.Zero;
        await SweepAsync(service);
        await service.Host.WaitForAsync(id, "expired");
        var listed = (await service.Host.GetAsync("images?status=expired")).Ok();
        Assert.Equal(id, listed.Ids()[0]);
    }

    [Fact]
    public async Task An_upload_whose_message_was_lost_is_processed_after_all()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var id = await service.Host.UploadAsync(Picture);
        service.Host.Services.Clock.Ahead = TimeSpan.FromHours(2);
        await SweepAsync(service);
        await service.Host.WaitForAsync(id, "completed");
    }

    [Fact]
    public async Task A_blob_that_came_by_other_means_is_adopted_once_and_processed()
    {
        await using var service = await IsolatedService.StartAsync();
        await service.Host.PutBlobAsync("scans/page 1.png", Picture);
        await using var services = new AppServices(service.ConnectionString, new() { ["Cleanup:BlobAge"] = "00:00:00" });
        await Task.WhenAll(SweepAsync(services), SweepAsync(services));
        await SweepAsync(services);
        var page = await service.Host.UntilAsync(
            "images?status=completed", page => page.Count("count") > 0, TimeSpan.FromSeconds(30));
        Assert.Equal("page 1.png", Assert.Single(page.Items("images")).Text("fileName"));
    }

    [Fact]
    public async Task What_is_uploaded_for_a_purged_image_is_removed()
    {
        await using var service = await IsolatedService.StartAsync();
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        (await service.Host.SendAsync(HttpMethod.Delete, Path(issued) + "?purge=true")).Ok();
        await service.Host.PutAsync(issued, Picture);
        service.Host.Services.Clock.Ahead = TimeSpan.FromHours(2);
        await SweepAsync(service);
        Assert.False(await OriginalAsync(service, issued));
        Assert.Equal(0, (await service.Host.GetAsync("manage/stats")).Ok().Count("counted"));
    }

    [Fact]
    public async Task A_blob_whose_name_has_the_form_of_an_id_is_imported_like_any_other()
    {
        await using var service = await IsolatedService.StartAsync();
        var name = Guid.CreateVersion7().ToString();
        var blob = new BlobContainerClient(service.ConnectionString, "uploads").GetBlobClient(name);
        await blob.UploadAsync(BinaryData.FromBytes(Picture), Token);
        service.Host.Services.Clock.Ahead = TimeSpan.FromHours(2);
        await SweepAsync(service);
        await SweepAsync(service);
        var image = Assert.Single((await service.Host.GetAsync("images")).Ok().Items("images"));
        Assert.Equal(name, image.Text("fileName"));
        await service.Host.WaitForAsync(image.Text("imageId"), "completed");
        Assert.True(await blob.ExistsAsync(Token));
    }

    [Fact]
    public async Task Index_rows_that_were_lost_are_written_again()
    {
        await using var service = await IsolatedService.StartAsync();
        await service.Host.ProcessAsync(Picture, new { fileName = "a.png", tags = new[] { "lost" } });
        var table = new TableClient(service.ConnectionString, "imageindex");
        await foreach (var row in table.QueryAsync<TableEntity>(
            "PartitionKey eq 'tag|lost'", cancellationToken: Token))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Token);
        Assert.Equal(0, (await service.Host.GetAsync("images?tag=lost")).Ok().Count("count"));
        await SweepAsync(service);
        Assert.Equal(1, (await service.Host.GetAsync("images?tag=lost")).Ok().Count("count"));
    }

    [Fact]
    public async Task A_sweep_does_a_bounded_part_and_the_next_goes_on_from_there()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        for (var i = 0; i < 5; i++)
            (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        await using var services = new AppServices(
            service.ConnectionString, new() { ["Cleanup:RecordsPerRun"] = "2" }, ahead: TimeSpan.FromDays(31));
        var left = new List<int>();
        for (var run = 0; run < 4; run++)
        {
            await SweepAsync(services);
            left.Add((await service.Host.GetAsync("manage/stats")).Ok().Count("counted"));
        }

        Assert.Equal([3, 1, 0, 0], left);
    }

    private static Task SweepAsync(IsolatedService service) => SweepAsync(service.Host.Services);

    private static async Task SweepAsync(AppServices services)
    {
        await services.Get<Cleanup>().RunAsync(Token);
        await services.Get<CountImages>().RunAsync(Token);
    }

    private static string Path(System.Text.Json.JsonElement image) => $"images/{image.Text("imageId")}";

    private static async Task<bool> OriginalAsync(IsolatedService service, System.Text.Json.JsonElement image) =>
        await new BlobContainerClient(service.ConnectionString, "uploads").GetBlobClient(image.Text("imageId"))
            .ExistsAsync(Token);
}
