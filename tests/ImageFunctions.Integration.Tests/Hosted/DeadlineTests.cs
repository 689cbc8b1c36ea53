using System.Diagnostics;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Hosted;

/// <summary>Storage that takes requests and answers none.</summary>
[Collection(nameof(Hosted))]
public sealed class DeadlineTests
{
    [Fact]
    public async Task A_request_ends_at_its_deadline_and_health_within_three_seconds()
    {
        await using var azurite = await AzuriteProcess.StartOwnAsync(TestContext.Current.CancellationToken);
        await using var storage = await StorageProxy.StartAsync(azurite.ConnectionString, TestContext.Current.CancellationToken);
        await using var service = await ServiceHost.StartAsync(azurite.ConnectionString, new() { ["Requests:DeadlineSeconds"] = "4" }, storage);
        var id = (await service.PostAsync("images/upload", new { fileName = "a.png" })).Ok().GetProperty("imageId").GetString();
        (await service.GetAsync("health")).Ok();
        var silence = new TaskCompletionSource<StorageFate>();
        storage.Before = (_, _) => silence.Task;

        var clock = Stopwatch.StartNew();
        var answer = await service.GetAsync($"images/{id}");
        Assert.InRange(clock.Elapsed.TotalSeconds, 3.5, 8);
        answer.Problem(503, "storage_unavailable");
        Assert.Equal("5", answer.Headers["Retry-After"]);

        clock.Restart();
        Assert.Equal(503, (await service.GetAsync("health")).Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3);
        silence.SetResult(StorageFate.Pass);
    }
}
