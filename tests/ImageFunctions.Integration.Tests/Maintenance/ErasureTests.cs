using Azure.Data.Tables;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>What is erased is gone: looked for in every table, queue and container.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task After_an_erasure_nothing_names_the_user_or_the_images()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        var ids = await user.FillAsync(receiver.Url);
        var other = await service.Host.UploadAsync(ErasedUser.NewPicture(), null, ("X-User-Id", $"{user.Name}x"[1..]));
        await service.Host.WaitForAsync(other, "completed");

        Assert.Equal(ids.Count, (await user.EraseAsync()).Images);
        await service.QuietAsync();
        // Receivers are still being told of the end; what is written of that goes at once, too.
        IReadOnlyCollection<string> left = [];
        await Eventually.Async(
            async _ => (left = [.. await user.FindAsync(ids)]).Count == 0, TimeSpan.FromSeconds(20), () => string.Join(", ", left), Token);
        (await service.Host.GetAsync($"images/{other}")).Ok();
    }

    [Fact]
    public async Task A_worker_that_is_killed_meanwhile_leaves_nothing_either()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        var ids = await user.FillAsync();
        for (var more = 0; more < 8; more++)
            ids.Add(await user.UploadAsync());
        var deletions = 0;
        service.Traffic.Before = async (method, _) =>
        {
            if (method == "DELETE" && Interlocked.Increment(ref deletions) is 5 or 20 or 35)
                await service.Host.KillWorkerAsync();
        };
        await user.EraseAsync();
        Assert.True(deletions > 35, $"{deletions}");
        await service.QuietAsync();
        // What a killed worker had under way is found by those who look after it, an hour later.
        await service.CleanLeftoversAsync(TimeSpan.FromHours(2));
        Assert.Empty(await user.FindAsync(ids));
    }

    [Fact]
    public async Task Images_that_come_after_the_request_are_another_matter()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        await user.UploadAsync();
        await user.EraseAsync();
        var later = await user.UploadAsync();
        await service.Host.WaitForAsync(later, "completed");
        await service.CleanLeftoversAsync(TimeSpan.FromHours(2));
        (await service.Host.GetAsync($"images/{later}")).Ok();
        Assert.Equal(1, (await service.Host.GetAsync($"images?userId={Uri.EscapeDataString(user.Id)}")).Ok().Count("count"));
    }

    [Fact]
    public async Task A_record_that_is_written_late_is_found_by_the_cleanup()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        var services = service.Host.Services;
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("X-User-Id", user.Id))).Ok();
        var id = ImageId.Parse(issued.Text("imageId"))!.Value;
        var late = (await services.Get<ImageRecords>().GetAsync(id, Token))!;
        await user.EraseAsync();
        await services.Get<ImageRecords>().AddAsync(late, Token);
        await services.Get<ImageIndex>().AddAsync(id, IndexKinds.Of(late), Token);
        await service.CleanLeftoversAsync(TimeSpan.FromHours(2));
        Assert.Empty(await user.FindAsync(id.ToString()));
    }

    [Fact]
    public async Task A_dead_letter_that_holds_half_a_surrogate_pair_does_not_stop_an_erasure()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        await user.KeepLetterAsync("image-batches", """{"userId":"\ud83d"}""");
        await user.KeepLetterAsync("image-batches", $$"""{"userId":"{{user.Id}}"}""");
        await user.EraseAsync();
        Assert.Empty(await user.FindAsync());
        Assert.Equal(1, (await service.Host.GetAsync("manage/dead-letters")).Ok().Count("count"));
    }

    [Fact]
    public async Task An_erasure_that_fails_too_often_says_so_and_a_replay_ends_it()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        var ids = new List<string> { await user.UploadAsync() };
        await service.Host.WaitForAsync(ids[0], "completed");
        service.Traffic.Deny(ids[0], static (method, _) => method == "DELETE");
        var job = await user.BeginAsync();
        await StatusAsync("failed");
        service.Traffic.Heal(ids[0]);
        var letter = (await service.Host.GetAsync("manage/dead-letters")).Ok().Items("deadLetters")[0].Text("id");
        (await service.Host.PostAsync($"manage/dead-letters/{letter}/replay")).Ok(202);
        await StatusAsync("completed");
        await service.QuietAsync();
        Assert.Empty(await user.FindAsync(ids));

        Task StatusAsync(string status) => Eventually.Async(
            async _ => (await service.Host.GetAsync($"jobs/{job}")).Ok().Text("status") == status,
            TimeSpan.FromSeconds(120), () => $"not {status}: {service.Host.GetAsync("manage/stats").GetAwaiter().GetResult().Text}", Token);
    }

    [Fact]
    public async Task Tombstones_jobs_and_idempotency_keys_are_forgotten_in_time()
    {
        await using var service = await IsolatedService.StartAsync();
        var user = new ErasedUser(service);
        (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("X-User-Id", user.Id), ("Idempotency-Key", "k"))).Ok();
        var job = await user.EraseAsync();
        (await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("Idempotency-Key", "other"))).Ok();
        Assert.Equal((2, 1, 1), await CountAsync(service));
        await service.CleanLeftoversAsync(TimeSpan.FromHours(25));
        Assert.Equal((2, 1, 0), await CountAsync(service));
        await service.CleanLeftoversAsync(TimeSpan.FromDays(8));
        Assert.Equal((0, 1, 0), await CountAsync(service));
        await service.CleanLeftoversAsync(TimeSpan.FromDays(31));
        Assert.Equal((0, 0, 0), await CountAsync(service));
        (await service.Host.GetAsync($"jobs/{job.JobId}")).Problem(404, "job_not_found");
    }

    private static async Task<(int Tombstones, int Jobs, int Keys)> CountAsync(IsolatedService service)
    {
        var rows = await new TableClient(service.ConnectionString, "imageindex").QueryAsync<TableEntity>("", cancellationToken: Token)
            .ToListAsync(Token);
        return (rows.Count(row => row.PartitionKey == "erased"), rows.Count(row => row.PartitionKey == "job"),
            rows.Count(row => row.PartitionKey.StartsWith("idempotency|", StringComparison.Ordinal)));
    }
}
