using Azure.Data.Tables;
using ImageFunctions.Maintenance;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>Rows that this version did not write, or not like this.</summary>
public sealed class StrangeRecordTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 23);

    [Fact]
    public async Task A_state_of_a_newer_version_is_shown_as_unknown_not_served_and_kept_through_every_change()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = (await service.Host.ProcessAsync(Picture)).Text("imageId");
        await ChangeAsync(service, id, row =>
        {
            row["Status"] = "Quarantined";
            row["Reason"] = "of a newer version";
        });
        var listed = (await service.Host.GetAsync("images")).Ok().Items("images")[0];
        Assert.Equal("unknown", listed.Text("status"));
        Assert.False(listed.Has("downloadUrl"));
        Assert.Equal("unknown", (await service.Host.GetAsync($"images/{id}/status")).Ok().Text("status"));
        await service.Host.Services.Get<CountImages>().RunAsync(Token);
        Assert.Equal(1, (await service.Host.GetAsync("manage/stats")).Ok().Count("images.unknown"));
        (await service.Host.GetAsync($"images/{id}/download")).Problem(409, "awaiting_moderation");
        (await service.Host.PostAsync($"images/{id}/reprocess")).Problem(409, "unknown_state");

        (await service.Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "T" })).Ok();
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await service.Host.PostAsync($"images/{id}/restore")).Ok();
        service.Host.Services.Clock.Ahead = TimeSpan.FromDays(40);
        await CleanAsync(service);
        var row = await RowAsync(service, id);
        Assert.Equal(("Quarantined", "of a newer version", "T"),
            (row.GetString("Status"), row.GetString("Reason"), row.GetString("Title")));
    }

    [Fact]
    public async Task A_verdict_that_is_not_understood_is_not_served()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = (await service.Host.ProcessAsync(Picture)).Text("imageId");
        await ChangeAsync(service, id, row => row["Moderation"] = """{"state":"appealed"}""");
        (await service.Host.GetAsync($"images/{id}/download")).Problem(409, "awaiting_moderation");
        (await service.Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "T" })).Ok();
        var row = await RowAsync(service, id);
        Assert.Equal(("Completed", """{"state":"appealed"}"""), (row.GetString("Status"), row.GetString("Moderation")));
    }

    [Fact]
    public async Task One_record_that_cannot_be_cared_for_keeps_no_other_from_being()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId"));
        await using var storage = await StorageProxy.StartAsync(service.ConnectionString, Token);
        storage.Before = (method, url) => Task.FromResult(
            method == "DELETE" && url.Contains(ids[2], StringComparison.Ordinal) ? StorageFate.Reset : StorageFate.Pass);
        await using var services = new AppServices(storage.ConnectionString, ahead: TimeSpan.FromDays(31));
        await Table(service).AddEntityAsync(new TableEntity("00001", "nonsense"), Token);
        await Table(service).AddEntityAsync(new TableEntity("99999", "nonsense_too") { ["Status"] = 7 }, Token);
        await services.Get<Cleanup>().RunAsync(Token);
        foreach (var id in ids)
            Assert.Equal(id == ids[2], await ExistsAsync(service, id));
    }

    [Fact]
    public async Task A_place_to_go_on_from_that_is_of_no_use_does_not_stop_the_cleanup()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var id = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId");
        var index = new TableClient(service.ConnectionString, "imageindex");
        foreach (var pass in (string[])["records", "blobs"])
        {
            var place = new TableEntity("sweep", pass)
            {
                ["Cursor"] = "nonsense",
                ["PassStarted"] = DateTimeOffset.UtcNow,
                ["ChangedSince"] = DateTimeOffset.UtcNow,
            };
            await index.UpsertEntityAsync(place, cancellationToken: Token);
        }

        service.Host.Services.Clock.Ahead = TimeSpan.FromDays(31);
        await CleanAsync(service);
        Assert.False(await ExistsAsync(service, id));
    }

    [Fact]
    public async Task A_batch_that_is_not_understood_becomes_a_dead_letter_and_touches_no_image()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId"));
        string[] texts =
        [
            "{}", """{"kind":"recompress","purge":true}""", """{"kind":"erase_user"}""",
            """{"kind":"erase_user","userId":"x","except":"y"}""", "hello"
        ];
        foreach (var text in texts)
            await UploadEvents.EnqueueTextAsync(service.Host, text, "image-uploads");
        await Eventually.Async(
            async _ => (await service.Host.GetAsync("manage/dead-letters")).Ok().Count("count") == texts.Length,
            TimeSpan.FromSeconds(60), cancellationToken: Token);
        foreach (var id in ids)
            (await service.Host.GetAsync($"images/{id}")).Ok();
    }

    private static Task CleanAsync(IsolatedService service) => service.Host.Services.Get<Cleanup>().RunAsync(Token);

    private static TableClient Table(IsolatedService service) => new(service.ConnectionString, "images");

    private static async Task<bool> ExistsAsync(IsolatedService service, string id) =>
        await Table(service).QueryAsync<TableEntity>(cancellationToken: Token)
            .AnyAsync(row => row.RowKey.EndsWith(id, StringComparison.Ordinal), Token);

    private static async Task<TableEntity> RowAsync(IsolatedService service, string id) =>
        await Table(service).QueryAsync<TableEntity>(cancellationToken: Token)
            .SingleAsync(row => row.RowKey.EndsWith(id, StringComparison.Ordinal), Token);

    private static async Task ChangeAsync(IsolatedService service, string id, Action<TableEntity> change)
    {
        var row = await RowAsync(service, id);
        change(row);
        await Table(service).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Token);
    }
}
