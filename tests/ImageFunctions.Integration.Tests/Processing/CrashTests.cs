using System.Text.Json;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Processing;

public sealed class CrashTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 7);

    // More than the calls of one processing run: the last positions show that nothing fails that does not happen.
    private const int Positions = 20;

    [Fact]
    public async Task Work_that_breaks_off_at_any_storage_call_is_finished_by_a_later_delivery()
    {
        await using var service = await IsolatedService.StartAsync();
        var ids = await Task.WhenAll(Enumerable.Range(1, Positions).Select(position => UploadFailingAsync(service, position)));
        // The statistics name no image, so that asking for them takes no fault away from the work.
        JsonElement images = default;
        var failed = "";
        await Eventually.Async(async _ =>
        {
            await service.Host.Services.Get<CountImages>().RunAsync(Token);
            images = (await service.Host.GetAsync("manage/stats")).Ok().At("images");
            if (images.Count("failed") > 0)
                failed = (await service.Host.GetAsync("manage/dead-letters")).Ok().ToString();
            return images.Count("completed") == Positions;
        }, TimeSpan.FromSeconds(60), () => $"{images} {failed}", Token);
        foreach (var id in ids)
        {
            service.Traffic.Heal(id);
            var image = (await service.Host.GetAsync($"images/{id}")).Ok();
            Assert.Equal(4, image.At("variants").EnumerateObject().Count());
        }

        Assert.Empty(await LettersAsync(service));
    }

    [Fact]
    public async Task Work_that_always_fails_becomes_a_dead_letter_and_a_failed_image_and_a_replay_heals_both()
    {
        await using var service = await IsolatedService.StartAsync();
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var id = issued.Text("imageId");
        service.Traffic.Deny(id, static (method, url) => method == "PUT" && url.Contains("/variants/", StringComparison.Ordinal));
        await service.Host.PutAsync(issued, Picture);
        var status = await service.Host.WaitForAsync(id, "failed");
        Assert.Equal("processing_failed", status.Text("error.code"));
        var letter = Assert.Single(await LettersAsync(service));
        Assert.Equal("poison", letter.Text("reason"));
        Assert.Equal(id, letter.Text("imageId"));
        Assert.Matches(@"^\w+Exception: \S", letter.Text("detail"));

        service.Traffic.Heal(id);
        (await service.Host.PostAsync($"manage/dead-letters/{letter.Text("id")}/replay")).Ok(202);
        await service.Host.WaitForAsync(id, "completed");
        Assert.Empty(await LettersAsync(service));
    }

    [Fact]
    public async Task While_storage_is_down_callers_get_503_and_nothing_is_lost()
    {
        await using var service = await IsolatedService.StartAsync();
        var id = await service.Host.UploadAsync(Picture);
        service.Traffic.IsDown = true;
        var answer = await service.Host.GetAsync($"images/{id}");
        answer.Problem(503, "storage_unavailable");
        Assert.True(int.Parse(answer.Headers["Retry-After"], null) > 0);
        Assert.Equal(503, (await service.Host.GetAsync("health")).Status);
        service.Traffic.IsDown = false;
        await service.Host.WaitForAsync(id, "completed");
    }

    private static async Task<string> UploadFailingAsync(IsolatedService service, int position)
    {
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png", tags = new[] { "crash" } })).Ok();
        var id = issued.Text("imageId");
        var failed = 0;
        service.Traffic.Break(id, (number, _, _) => number == position && Interlocked.Exchange(ref failed, 1) == 0);
        // Of copies, the work on one looks at the others too, and would meet their faults.
        await service.Host.PutAsync(issued, DrawnPng.Scene(300, 200, position));
        return id;
    }

    private static async Task<List<JsonElement>> LettersAsync(IsolatedService service) =>
        [.. (await service.Host.GetAsync("manage/dead-letters")).Ok().Items("deadLetters")];
}
