using System.Collections.Concurrent;
using System.Text.Json;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>GET health.</summary>
[Collection(nameof(Faulty))]
public sealed class HealthTests(ContractService service, FaultyService faulty) : ContractTest(service)
{
    [Fact]
    public async Task All_is_well()
    {
        var answer = await Host.GetAsync("health");
        var report = answer.Ok();
        Assert.Equal(["checks", "status"], report.Members());
        Assert.Equal("healthy", report.Text("status"));
        Assert.Equal(["blobs", "imaging", "queue", "tables", "vision"], report.At("checks").Members());
        Assert.All(report.At("checks").EnumerateObject(), check =>
        {
            Assert.Equal("ok", check.Value.Text("status"));
            Assert.True(check.Value.Number("durationMs") >= 0);
        });
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task HEAD_answers_the_same_without_a_body()
    {
        var answer = await Host.SendAsync(HttpMethod.Head, "health");
        Assert.Equal((200, ""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Vision_that_is_not_configured_is_skipped_not_failed()
    {
        var host = await Contract.PlainAsync();
        var report = (await host.GetAsync("health")).Ok();
        Assert.Equal(("healthy", "skipped", "not_configured"),
            (report.Text("status"), report.Text("checks.vision.status"), report.Text("checks.vision.detail")));
    }

    [Fact]
    public async Task It_reads_once_per_service_and_writes_nothing()
    {
        var seen = new ConcurrentBag<string>();
        faulty.Storage.Before = (method, _) =>
        {
            seen.Add(method);
            return Task.FromResult(StorageFate.Pass);
        };
        (await faulty.Host.GetAsync("health")).Ok();
        Assert.Equal(3, seen.Count);
        Assert.All(seen, method => Assert.Contains(method, (string[])["GET", "HEAD"]));
    }

    [Theory]
    [InlineData("/uploads", "blobs")]
    [InlineData("/image-uploads", "queue")]
    [InlineData("/images(", "tables")]
    public async Task A_service_that_is_away_makes_it_503_and_is_named(string path, string check)
    {
        faulty.Storage.Before = (_, url) =>
            Task.FromResult(url.Contains(path, StringComparison.Ordinal) ? StorageFate.Reset : StorageFate.Pass);
        var answer = await faulty.Host.GetAsync("health");
        Assert.Equal(503, answer.Status);
        Assert.Equal("unhealthy", answer.Json.Text("status"));
        Assert.Equal([check], answer.Json.At("checks").EnumerateObject().Where(one => one.Value.Text("status") == "failed")
            .Select(one => one.Name));
        Assert.DoesNotContain("127.0.0.1", JsonSerializer.Serialize(answer.Json), StringComparison.Ordinal);
    }
}
