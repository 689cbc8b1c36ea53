using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>What is removed by itself, and when: seen by a sweep whose clock is ahead.</summary>
[Collection(nameof(Swept))]
public sealed class RetentionTests(LonelyService service)
{
    [Fact]
    public async Task A_deleted_image_can_be_restored_for_7_days_and_is_purged_after_them()
    {
        var id = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        await SweepAsync(TimeSpan.FromDays(6.9));
        Assert.NotNull(await RecordAsync(id));
        await SweepAsync(TimeSpan.FromDays(7.1));
        Assert.Null(await RecordAsync(id));
        (await service.Host.PostAsync($"images/{id}/restore")).Problem(404, "image_not_found");
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(3, 3)]
    public async Task An_image_is_removed_when_its_days_are_over(int? expiresInDays, int days)
    {
        var id = (await service.Host.PostAsync("images/upload", new { fileName = "a.png", expiresInDays })).Ok().Text("imageId");
        await SweepAsync(TimeSpan.FromDays(days - 0.1));
        Assert.NotNull(await RecordAsync(id));
        await SweepAsync(TimeSpan.FromDays(days + 0.1));
        Assert.Null(await RecordAsync(id));
    }

    private async Task SweepAsync(TimeSpan ahead)
    {
        await using var services = new AppServices(service.Host.ConnectionString, new() { ["Cleanup:RecordsPerRun"] = "100000" }, ahead);
        await services.Get<Cleanup>().RunAsync(TestContext.Current.CancellationToken);
    }

    private Task<ImageRecord?> RecordAsync(string id) =>
        service.Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, TestContext.Current.CancellationToken);
}
