using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;
using ImageFunctions.Uploads;

namespace ImageFunctions.Integration.Tests.Resilience;

/// <summary>What is erased is gone: looked for in every table, queue and container.</summary>
public sealed class ErasureTests
{
    // Nothing of a name may be left, escaped or not: its random part is looked for.
    private static readonly string Name = $"t{Guid.NewGuid():N}";
    private static readonly string User = $"corp/{Name}@example.com";
    private static int _seed = 9000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_an_erasure_nothing_names_the_user_or_the_images()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await StartAsync(new() { ["Webhooks:Url"] = receiver.Url.AbsoluteUri, ["Webhooks:SigningSecret"] = Name, ["Webhooks:AllowPrivateAddresses"] = "true" });
        var ids = await FillAsync(service);
        var other = await service.Host.UploadAsync(NewPicture(), null, ("X-User-Id", $"{Name}x"[1..]));
        await service.Host.WaitForAsync(other, "completed");

        Assert.Equal(ids.Count, (await EraseAsync(service)).Images);
        await QuietAsync(service);
        // Receivers are still being told of the end; what is written of that goes at once, too.
        IReadOnlyCollection<string> left = [];
        await Eventually.Async(
            async _ => (left = [.. await FindAsync(service, ids)]).Count == 0, TimeSpan.FromSeconds(20), () => string.Join(", ", left), Token);
        (await service.Host.GetAsync($"images/{other}")).Ok();
    }

    [Fact]
    public async Task A_worker_that_is_killed_meanwhile_leaves_nothing_either()
    {
        await using var service = await StartAsync();
        var ids = await FillAsync(service);
        for (var more = 0; more < 20; more++)
            ids.Add(await service.Host.UploadAsync(NewPicture(), null, ("X-User-Id", User)));
        var erasing = EraseAsync(service);
        for (var kill = 0; kill < 3; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(700), Token);
            await service.Host.KillWorkerAsync();
        }

        await erasing;
        await QuietAsync(service);
        // What a killed worker had under way is found by those who look after it, an hour later.
        await CleanAsync(service, TimeSpan.FromHours(2));
        Assert.Empty(await FindAsync(service, ids));
    }

    [Fact]
    public async Task Images_that_come_after_the_request_are_another_matter()
    {
        await using var service = await StartAsync();
        await service.Host.UploadAsync(NewPicture(), null, ("X-User-Id", User));
        await EraseAsync(service);
        var later = await service.Host.UploadAsync(NewPicture(), null, ("X-User-Id", User));
        await service.Host.WaitForAsync(later, "completed");
        await CleanAsync(service, TimeSpan.FromHours(2));
        (await service.Host.GetAsync($"images/{later}")).Ok();
        Assert.Equal(1, (await service.Host.GetAsync($"images?userId={Uri.EscapeDataString(User)}")).Ok().GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_record_that_is_written_late_is_found_by_the_cleanup()
    {
        await using var service = await StartAsync();
        var services = service.Host.Services;
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("X-User-Id", User))).Ok();
        var id = ImageId.Parse(issued.GetProperty("imageId").GetString())!.Value;
        var late = (await services.Get<ImageRecords>().GetAsync(id, Token))!;
        await EraseAsync(service);
        await services.Get<ImageRecords>().AddAsync(late, Token);
        await services.Get<ImageIndex>().AddAsync(id, IndexKinds.Of(late), Token);
        await CleanAsync(service, TimeSpan.FromHours(2));
        Assert.Empty(await FindAsync(service, [id.ToString()]));
    }

    [Fact]
    public async Task A_file_whose_owner_is_erased_while_it_is_sent_is_refused_and_leaves_nothing()
    {
        await using var service = await StartAsync();
        var receive = service.Host.Services.Get<ReceiveUpload>();
        var image = await receive.StoreAsync(new UploadRequest { FileName = "a.png" }, new MemoryStream(NewPicture()), null, null, Token);
        await EraseAsync(service);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => receive.FinishAsync(image, new UploadRequest { FileName = "a.png" }, User, Token));
        Assert.Equal("concurrent_change", refused.Code);
        Assert.Empty(await FindAsync(service, [image.Image.Id.ToString()]));
    }

    [Fact]
    public async Task A_file_whose_last_field_is_bad_is_never_processed_and_leaves_nothing()
    {
        await using var service = await StartAsync();
        var receive = service.Host.Services.Get<ReceiveUpload>();
        var image = await receive.StoreAsync(new UploadRequest { FileName = "a.png" }, new MemoryStream(NewPicture()), null, null, Token);
        // The event comes while the rest of the form is still being sent.
        var id = image.Image.Id;
        await service.Host.Services.Get<Processing.ProcessImage>().RunAsync(id, "message", new Storage.Messages.UploadSignal(), Token);
        Assert.Empty((await service.Host.GetAsync("images")).Ok().GetProperty("images").EnumerateArray());
        await Assert.ThrowsAsync<ProblemException>(() =>
            receive.FinishAsync(image, new UploadRequest { FileName = "a.png", Title = new string('x', 201) }, null, Token));
        Assert.Empty(await FindAsync(service, [id.ToString()]));
    }

    [Fact]
    public async Task A_key_of_a_purged_image_makes_another_image()
    {
        await using var service = await StartAsync();
        var key = ("Idempotency-Key", Name);
        var id = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, key)).Ok().GetProperty("imageId").GetString()!;
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        Assert.NotEqual(id, (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, key)).Ok().GetProperty("imageId").GetString());
    }

    [Fact]
    public async Task A_purge_beside_a_repair_of_the_index_leaves_no_row()
    {
        await using var service = await StartAsync();
        var id = await service.Host.UploadAsync(NewPicture(), new { fileName = "a.png", tags = new[] { "one", "two" } }, ("X-User-Id", User));
        await service.Host.WaitForAsync(id, "completed");
        await using var storage = await StorageProxy.StartAsync(service.ConnectionString, Token);
        var purged = 0;
        storage.Before = async (method, url) =>
        {
            if (url.Contains("$batch", StringComparison.Ordinal) && Interlocked.Exchange(ref purged, 1) == 0)
                (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
            return StorageFate.Pass;
        };
        await using var services = new AppServices(storage.ConnectionString);
        await services.Get<Cleanup>().RunAsync(Token);
        Assert.Equal(1, purged);
        await QuietAsync(service);
        Assert.Empty(await FindAsync(service, [id]));
    }

    [Fact]
    public async Task A_cleanup_that_read_a_deleted_image_does_not_purge_it_once_it_is_restored()
    {
        await using var service = await StartAsync();
        var id = await service.Host.UploadAsync(NewPicture());
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
        await AssertWholeAsync(service, id);
    }

    [Fact]
    public async Task Work_that_ends_late_takes_nothing_from_an_image_that_can_be_restored()
    {
        await using var service = await StartAsync();
        var id = await service.Host.UploadAsync(NewPicture());
        await service.Host.WaitForAsync(id, "completed");
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        var image = (await service.Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, Token))!;
        await service.Host.Services.Get<Processing.EndProcessing>().AbandonAsync(image, Token);
        (await service.Host.PostAsync($"images/{id}/restore")).Ok();
        await AssertWholeAsync(service, id);
    }

    [Fact]
    public async Task What_belongs_to_no_record_is_removed_and_all_else_stays()
    {
        await using var service = await StartAsync();
        var services = service.Host.Services;
        var id = await service.Host.UploadAsync(NewPicture(), new { fileName = "a.png", tags = new[] { "kept" } }, ("X-User-Id", User));
        await service.Host.WaitForAsync(id, "completed");
        var gone = ImageId.New(DateTimeOffset.UtcNow);
        await services.Get<Storage.VariantBlobs>().WriteAsync(gone, "small", new byte[10], "image/jpeg", Token);
        await services.Get<ImageIndex>().AddAsync(gone, [new IndexEntry(IndexKinds.Sha256, IndexKinds.Sha256Value(User, new string('a', 64)))], Token);
        await services.Get<ImageIndex>().AddAsync(ImageId.Parse(id)!.Value, [new IndexEntry(IndexKinds.Status, "Failed"), new IndexEntry(IndexKinds.Tag, "old")], Token);
        var rows = await RowsAsync(service, id);
        await CleanAsync(service, TimeSpan.FromMinutes(10));
        Assert.NotEmpty(await FindAsync(service, [gone.ToString()]));
        await CleanAsync(service, TimeSpan.FromHours(2));
        Assert.DoesNotContain(await StorageSearch.FindAsync(service.ConnectionString, gone.ToString()), _ => true);
        Assert.Equal(rows.Where(row => row is not ("status|failed" or "tag|old")), await RowsAsync(service, id));
        await AssertWholeAsync(service, id);
    }

    [Fact]
    public async Task A_batch_of_an_unknown_kind_does_nothing_and_becomes_a_dead_letter()
    {
        await using var service = await StartAsync();
        var id = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok().GetProperty("imageId").GetString();
        var queue = new QueueClient(service.ConnectionString, "image-uploads", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        foreach (var text in (string[])["""{"kind":"recompress","purge":true}""", "{}"])
            await queue.SendMessageAsync(text, Token);
        await Eventually.Async(
            async _ => (await service.Host.GetAsync("manage/dead-letters")).Ok().GetProperty("count").GetInt32() == 2,
            TimeSpan.FromSeconds(60), cancellationToken: Token);
        (await service.Host.GetAsync($"images/{id}")).Ok();
    }

    [Fact]
    public async Task An_erasure_that_fails_too_often_says_so_and_a_replay_ends_it()
    {
        await using var service = await StartAsync();
        var ids = new List<string> { await service.Host.UploadAsync(NewPicture(), null, ("X-User-Id", User)) };
        await service.Host.WaitForAsync(ids[0], "completed");
        service.Traffic.Fail(ids[0], (_, method, _) => method == "DELETE");
        var job = (await service.Host.SendAsync(HttpMethod.Delete, $"images?userId={Uri.EscapeDataString(User)}&purge=true")).Ok(202).GetProperty("jobId").GetString();
        await StatusAsync("failed");
        service.Traffic.Heal(ids[0]);
        var letter = (await service.Host.GetAsync("manage/dead-letters")).Ok().GetProperty("deadLetters")[0].GetProperty("id").GetString();
        (await service.Host.PostAsync($"manage/dead-letters/{letter}/replay")).Ok(202);
        await StatusAsync("completed");
        await QuietAsync(service);
        Assert.Empty(await FindAsync(service, ids));

        Task StatusAsync(string status) => Eventually.Async(
            async _ => (await service.Host.GetAsync($"jobs/{job}")).Ok().GetProperty("status").GetString() == status,
            TimeSpan.FromSeconds(120), () => $"not {status}: {service.Host.GetAsync("manage/stats").GetAwaiter().GetResult().Text}", Token);
    }

    [Fact]
    public async Task Tombstones_jobs_and_idempotency_keys_are_forgotten_in_time()
    {
        await using var service = await StartAsync();
        (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("X-User-Id", User), ("Idempotency-Key", "k"))).Ok();
        var job = await EraseAsync(service);
        (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("Idempotency-Key", "other"))).Ok();
        Assert.Equal((2, 1, 1), await CountAsync(service));
        await CleanAsync(service, TimeSpan.FromHours(25));
        Assert.Equal((2, 1, 0), await CountAsync(service));
        await CleanAsync(service, TimeSpan.FromDays(8));
        Assert.Equal((0, 1, 0), await CountAsync(service));
        await CleanAsync(service, TimeSpan.FromDays(31));
        Assert.Equal((0, 0, 0), await CountAsync(service));
        (await service.Host.GetAsync($"jobs/{job.JobId}")).Problem(404, "job_not_found");
    }

    private static Task<IsolatedService> StartAsync(Dictionary<string, string?>? configuration = null) => IsolatedService.StartAsync(
        new(configuration ?? []) { ["AzureWebJobs.Cleanup.Disabled"] = "true", ["AzureWebJobs.CleanLeftovers.Disabled"] = "true", ["Upload:FirstCheckDelay"] = "00:00:00.2" });

    private static byte[] NewPicture() => DrawnPng.Scene(160, 120, Interlocked.Increment(ref _seed));

    // One image in each situation in which something of it used to stay.
    private static async Task<List<string>> FillAsync(IsolatedService service)
    {
        var (host, owner) = (service.Host, ("X-User-Id", User));
        var completed = await host.UploadAsync(NewPicture(), new { fileName = "a.png", tags = new[] { "sea" } }, owner, ("Idempotency-Key", Name));
        var unlisted = await host.UploadAsync(NewPicture(), null, owner);
        var failed = await host.UploadAsync(new byte[3000], null, owner);
        var deleted = await host.UploadAsync(NewPicture(), null, owner);
        foreach (var id in (string[])[completed, unlisted, failed, deleted])
            await host.WaitForAsync(id, "completed", "failed");
        (await host.PostAsync($"images/{failed}/reprocess")).Ok(202);
        (await host.SendAsync(HttpMethod.Delete, $"images/{deleted}")).Ok();
        var index = new TableClient(service.ConnectionString, "imageindex");
        await foreach (var row in index.QueryAsync<TableEntity>("PartitionKey ge 'user|' and PartitionKey lt 'user~'", cancellationToken: Token))
        {
            if (row.RowKey.EndsWith(unlisted, StringComparison.Ordinal))
                await index.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Token);
        }

        // What work left that broke off: rows of which the record says nothing.
        await host.Services.Get<ImageIndex>().AddAsync(ImageId.Parse(unlisted)!.Value,
            [new IndexEntry(IndexKinds.Sha256, IndexKinds.Sha256Value(User, new string('b', 64))), new IndexEntry(IndexKinds.Label, "stale")], Token);
        await host.Services.Get<DeadLetters>().PutAsync(
            new DeadLetter(DeadLetters.IdFor("one", DateTimeOffset.UtcNow), "image-uploads", $$"""{"imageId":"{{completed}}"}""", "poison", null, 5, ImageId.Parse(completed), DateTimeOffset.UtcNow), Token);
        await host.Services.Get<DeadLetters>().PutAsync(
            new DeadLetter(DeadLetters.IdFor("two", DateTimeOffset.UtcNow), "image-batches", JsonSerializer.Serialize(new { kind = "erase_user", userId = User }), "poison", null, 5, null, DateTimeOffset.UtcNow), Token);
        return [completed, unlisted, failed, deleted];
    }

    private static async Task<Job> EraseAsync(IsolatedService service)
    {
        var accepted = await service.Host.SendAsync(HttpMethod.Delete, $"images?userId={Uri.EscapeDataString(User)}&purge=true");
        var id = accepted.Ok(202).GetProperty("jobId").GetString()!;
        // Not over HTTP: a worker that is killed gives no answer.
        Job? job = null;
        await Eventually.Async(
            async _ => (job = await service.Host.Services.Get<Jobs>().GetAsync(id, Token)).Status == JobStatus.Completed,
            TimeSpan.FromSeconds(90), () => $"{job}", Token);
        return job!;
    }

    private static async Task QuietAsync(IsolatedService service)
    {
        var last = "";
        await Eventually.Async(async _ =>
        {
            var stats = (await service.Host.GetAsync("manage/stats")).Ok();
            last = stats.ToString();
            return stats.GetProperty("queues").EnumerateObject().All(queue => queue.Value.GetInt32() == 0);
        }, TimeSpan.FromSeconds(60), () => last, Token);
    }

    private static async Task CleanAsync(IsolatedService service, TimeSpan ahead)
    {
        await using var services = new AppServices(service.ConnectionString, ahead: ahead);
        await services.Get<CleanFiles>().RunAsync(Token);
        await services.Get<CleanIndex>().RunAsync(Token);
        await services.Get<CleanWebhookLog>().RunAsync(Token);
    }

    private static Task<IReadOnlyList<string>> FindAsync(IsolatedService service, IEnumerable<string> ids) =>
        StorageSearch.FindAsync(service.ConnectionString, [Name, .. ids]);

    private static async Task AssertWholeAsync(IsolatedService service, string id)
    {
        await service.Host.WaitForAsync(id, "completed");
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        foreach (var link in (string[])["downloadUrl", "webpUrl", "thumbnailUrl"])
            Assert.NotEmpty(await service.Host.Http.GetByteArrayAsync(image.GetProperty(link).GetString(), Token));
    }

    private static async Task<List<string>> RowsAsync(IsolatedService service, string id) =>
        await new TableClient(service.ConnectionString, "imageindex").QueryAsync<TableEntity>("", cancellationToken: Token)
            .Where(row => row.RowKey.EndsWith(id, StringComparison.Ordinal)).Select(row => row.PartitionKey).ToListAsync(Token);

    private static async Task<(int Tombstones, int Jobs, int Keys)> CountAsync(IsolatedService service)
    {
        var rows = await new TableClient(service.ConnectionString, "imageindex").QueryAsync<TableEntity>("", cancellationToken: Token).ToListAsync(Token);
        return (rows.Count(row => row.PartitionKey == "erased"), rows.Count(row => row.PartitionKey == "job"),
            rows.Count(row => row.PartitionKey.StartsWith("idempotency|", StringComparison.Ordinal)));
    }
}
