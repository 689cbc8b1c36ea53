using System.Diagnostics;

namespace ImageFunctions.Integration.Tests.Http;

/// <summary>Storage that takes requests and answers none.</summary>
[Collection(nameof(Hosted))]
public sealed class DeadlineTests
{
    [Fact]
    public async Task A_request_ends_at_its_deadline_and_health_within_three_seconds()
    {
        await using var isolated = await IsolatedService.StartAsync(new() { ["Requests:DeadlineSeconds"] = "4" });
        var service = isolated.Host;
        var id = (await service.PostAsync("images/upload", new { fileName = "a.png" })).Ok().Text("imageId");
        (await service.GetAsync("health")).Ok();
        var silence = new TaskCompletionSource();
        isolated.Traffic.Before = (_, _) => silence.Task;

        var clock = Stopwatch.StartNew();
        var answer = await service.GetAsync($"images/{id}");
        Assert.InRange(clock.Elapsed.TotalSeconds, 3.5, 8);
        answer.Problem(503, "storage_unavailable");
        Assert.Equal("5", answer.Headers["Retry-After"]);

        clock.Restart();
        Assert.Equal(503, (await service.GetAsync("health")).Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        silence.SetResult();
    }
}
