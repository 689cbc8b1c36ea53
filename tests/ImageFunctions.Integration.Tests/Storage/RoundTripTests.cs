using Azure.Storage.Queues;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Testing.Wire;
namespace ImageFunctions.Integration.Tests.Storage;

/// <summary>How often each operation goes to storage. docs/storage.md has the same figures and the reasons.</summary>
public sealed class RoundTripTests(LonelyService service) : IClassFixture<LonelyService>
{
    private static int _seed = 5000;

    private ServiceHost Host => service.Host;

    [Fact]
    public async Task An_upload_URL_is_a_record_and_a_message()
    {
        await MeasureAsync(() => Host.PostAsync("images/upload", new { fileName = "a.png" }));
        AssertCalls("image-uploads send 1, images add 1");
    }

    [Fact]
    public async Task Owner_and_tags_add_a_row_each()
    {
        await MeasureAsync(() =>
            Host.PostAsync("images/upload", new { fileName = "a.png", tags = new[] { "one", "two" } }, ("X-User-Id", "me")));
        AssertCalls("image-uploads send 1, imageindex write 3, images add 1");
    }

    [Fact]
    public async Task An_idempotency_key_adds_its_reservation()
    {
        await MeasureAsync(() => Host.PostAsync("images/upload", new { fileName = "a.png" }, ("Idempotency-Key", "round trip")));
        AssertCalls("image-uploads send 1, imageindex add 1, images add 1");
        await MeasureAsync(() => Host.PostAsync("images/upload", new { fileName = "a.png" }, ("Idempotency-Key", "round trip")));
        AssertCalls("imageindex add 1, imageindex read 1, images read 1");
    }

    [Fact]
    public async Task An_image_is_one_read()
    {
        var id = await CompletedAsync();
        await MeasureAsync(() => Host.GetAsync($"images/{id}"));
        AssertCalls("images read 1");
    }

    [Fact]
    public async Task A_status_is_one_read()
    {
        var id = await CompletedAsync();
        await MeasureAsync(() => Host.GetAsync($"images/{id}/status"));
        AssertCalls("images read 1");
    }

    [Fact]
    public async Task A_download_link_is_one_read()
    {
        var id = await CompletedAsync();
        await MeasureAsync(() => Host.GetAsync($"images/{id}/download?variant=webp"));
        AssertCalls("images read 1");
    }

    [Fact]
    public async Task A_page_is_one_query()
    {
        await CompletedAsync();
        await MeasureAsync(() => Host.GetAsync("images"));
        AssertCalls("images query 1");
        await MeasureAsync(() => Host.GetAsync("images?status=completed&from=2020-01-01"));
        AssertCalls("images query 1");
    }

    [Theory]
    [InlineData("userId=lister", 1)]
    [InlineData("tag=listed", 1)]
    [InlineData("tag=listed&userId=lister&status=pending", 2)]
    public async Task A_page_of_images_in_the_making_is_one_query_per_value_and_one_read_per_item(string filter, int values)
    {
        for (var i = 0; i < 6; i++)
            (await Host.PostAsync("images/upload", new { fileName = "a.png", tags = new[] { "listed" } }, ("X-User-Id", "lister"))).Ok();
        var page = await MeasureAsync(() => Host.GetAsync($"images?{filter}&limit=5"));
        Assert.Equal(5, page.Count("count"));
        AssertCalls($"imageindex query {values}, images read 5");
    }

    [Fact]
    public async Task A_page_of_finished_images_of_a_user_or_with_a_tag_is_two_queries_and_of_both_four()
    {
        for (var i = 0; i < 3; i++)
            await service.CompleteAsync(NewPicture(), new { fileName = "a.png", tags = new[] { "finished" } }, ("X-User-Id", "finisher"));
        foreach (var filter in new[] { "userId=finisher", "tag=finished" })
            await AssertPageAsync(filter, 2);
        // The rows of both, the copies of those that stand under both, and what has changed.
        await AssertPageAsync("userId=finisher&tag=finished", 4);

        async Task AssertPageAsync(string filter, int queries)
        {
            var page = await MeasureAsync(() => Host.GetAsync($"images?{filter}"));
            Assert.Equal(3, page.Count("count"));
            AssertCalls($"imageindex query {queries}");
        }
    }

    [Fact]
    public async Task Processing_is_one_blob_read_four_blob_writes_and_a_few_table_calls()
    {
        // Its URL was issued an hour ago, so to say: the check is not due, and the event is what starts it.
        var id = await UploadAsync();
        service.Calls.Take();
        await service.HandleAsync(UploadEvents.EventGrid(id));
        // Index rows: one for the content, one transaction for the look, one per label, one for a moderation label, and copies in
        // the last three; one query looks for a duplicate.
        AssertCalls("imageindex query 1, imageindex write 7, images read 1, images write 3, tables transaction 1, "
            + "uploads read 1, variants write 5");
    }

    [Fact]
    public async Task Processing_without_an_analyser_writes_four_blobs()
    {
        var id = await UploadAsync(failing: false);
        var calls = new StorageCalls();
        await using var storage = await StorageProxy.StartAsync(Host.ConnectionString, Token);
        storage.Before = calls.SeeAsync;
        await using var services = new AppServices(storage.ConnectionString);
        await services.Get<ProcessImage>()
            .RunAsync(ImageId.Parse(id)!.Value, "message", new UploadSignal(), Token);
        Assert.Equal("imageindex query 1, imageindex write 1, images read 1, images write 3, tables transaction 1, "
            + "uploads read 1, variants write 4", calls.TakeText());
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_one_read_and_two_writes()
    {
        var id = await UploadAsync(failing: true);
        service.Calls.Take();
        await service.HandleAsync(UploadEvents.EventGrid(id));
        AssertCalls("imageindex write 2, images read 1, images write 2, uploads read 1");
    }

    [Fact]
    public async Task A_repeated_event_is_one_read()
    {
        var id = await CompletedAsync();
        service.Calls.Take();
        await service.HandleAsync(UploadEvents.EventGrid(id));
        AssertCalls("images read 1");
    }

    [Fact]
    public async Task A_delete_takes_the_index_rows_away_and_a_restore_brings_them_back()
    {
        var id = await CompletedAsync();
        await MeasureAsync(() => Host.SendAsync(HttpMethod.Delete, $"images/{id}"));
        AssertCalls("imageindex delete 4, imageindex write 1, images read 2, images write 1, tables transaction 1");
        await MeasureAsync(() => Host.PostAsync($"images/{id}/restore"));
        AssertCalls("imageindex write 7, images read 1, images write 1, tables transaction 1");
    }

    [Fact]
    public async Task A_patch_is_one_read_one_mark_one_write_and_the_rows_of_its_tags()
    {
        var id = await CompletedAsync();
        await MeasureAsync(() => Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "x" }));
        // Copies in the rows of its labels and its moderation.
        AssertCalls("imageindex write 4, images read 1, images write 1");
        await MeasureAsync(() => Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { tags = new[] { "a", "b" } }));
        // Each tag's row before, its copy after.
        AssertCalls("imageindex write 8, images read 1, images write 1");
    }

    [Fact]
    public async Task A_confirmed_upload_looks_for_the_blob_and_sends_a_message()
    {
        var id = await UploadAsync();
        var queue = new QueueClient(Host.ConnectionString, StorageNames.UploadsQueue);
        var before = await CountAsync();
        await MeasureAsync(() => Host.PostAsync($"images/{id}/complete"), 202);
        await service.WaitForAsync(id, ImageStatus.Completed);
        await Eventually.Async(async _ => await CountAsync() == before, TimeSpan.FromSeconds(30), cancellationToken: Token);
        var calls = service.Calls.Take();
        Assert.Equal((1, 1), (calls["image-uploads send"], calls["uploads look"]));

        async Task<int> CountAsync() => (await queue.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount;
    }

    /// <summary>
    /// What docs/costs.md counts: upload URL, PUT, processing by an event, the check that comes after it, two looks at the status
    /// and one at the image; labels and a moderation label make three of the rows. The PUT and the host's own calls are not seen here.
    /// </summary>
    [Fact]
    public async Task The_whole_life_of_an_image_is_as_many_calls_as_its_costs_are_counted_by()
    {
        service.Calls.Take();
        var id = await CompletedAsync();
        (await Host.GetAsync($"images/{id}/status")).Ok();
        (await Host.GetAsync($"images/{id}/status")).Ok();
        (await Host.GetAsync($"images/{id}")).Ok();
        await service.HandleAsync(new { imageId = id, attempt = 1 });
        AssertCalls("image-uploads send 1, imageindex query 1, imageindex write 7, images add 1, images read 5, images write 3, "
            + "tables transaction 1, uploads read 1, variants write 5");
    }

    private Task<string> CompletedAsync() => service.CompleteAsync(NewPicture());

    private Task<string> UploadAsync(bool failing = false) => Host.UploadAsync(failing ? new byte[3000] : NewPicture());

    private static byte[] NewPicture() => DrawnPng.Scene(160, 120, Interlocked.Increment(ref _seed));

    private async Task<System.Text.Json.JsonElement> MeasureAsync(Func<Task<Answer>> operation, int status = 200)
    {
        service.Calls.Take();
        return (await operation()).Ok(status);
    }

    private void AssertCalls(string expected) => Assert.Equal(expected, service.Calls.TakeText());
}
