using System.Globalization;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Http;

/// <summary>Errors that are the same everywhere.</summary>
[Collection(nameof(Faulty))]
public sealed class ProblemTests(ContractService service, FaultyService faulty) : ContractTest(service)
{
    [Fact]
    public async Task A_problem_has_the_members_of_RFC_9457_and_ours()
    {
        var answer = await Host.GetAsync($"images/{UnknownId()}");
        var problem = answer.Problem(404, "image_not_found");
        Assert.Equal(["code", "detail", "instance", "status", "title", "traceId", "type"], problem.Members());
        Assert.Equal("urn:image-functions:problem:image_not_found", problem.Text("type"));
        Assert.StartsWith("/api/images/", problem.Text("instance"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.Text("traceId"));
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task Validation_adds_the_messages_of_each_field()
    {
        var problem = (await Patient.PostAsync("images/upload", new { fileName = "a.png", title = new string('x', 201) }))
            .Problem(400, "invalid_request");
        Assert.Equal(["code", "detail", "errors", "instance", "status", "title", "traceId", "type"], problem.Members());
        Assert.Equal([problem.Text("detail")], problem.Texts("errors.title"));
    }

    [Theory]
    [InlineData("GET", "nothing/here")]
    [InlineData("GET", "")]
    [InlineData("PUT", "images")]
    [InlineData("POST", "health")]
    [InlineData("PROPFIND", "images")]
    [InlineData("PURGE", "images/x")]
    public async Task An_unknown_route_or_method_is_404_route_not_found(string method, string path) =>
        (await Host.SendAsync(new HttpMethod(method), path)).Problem(404, "route_not_found");

    [Theory]
    [InlineData("GET", "images")]
    [InlineData("GET", "images/{0}")]
    [InlineData("POST", "images/upload")]
    [InlineData("DELETE", "images/{0}")]
    [InlineData("GET", "manage/dead-letters")]
    public async Task While_storage_is_away_it_is_503_with_Retry_After(string method, string path)
    {
        faulty.Storage.Before = static (_, _) => Task.FromResult(StorageFate.Reset);
        var answer = await faulty.Host.SendAsync(
            new HttpMethod(method), string.Format(CultureInfo.InvariantCulture, path, UnknownId()), method == "POST"
                ? new { fileName = "a.png" } : null);
        answer.Problem(503, "storage_unavailable");
        Assert.True(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task Too_many_requests_are_429_with_Retry_After_and_the_limit()
    {
        await using var host = await Contract.StartQuietAsync(new()
        {
            ["RateLimit:Enabled"] = "true",
            ["RateLimit:PermitsPerMinute"] = "1",
            ["RateLimit:Burst"] = "3",
        });
        for (var i = 2; i >= 0; i--)
        {
            var answer = await host.GetAsync($"images/{UnknownId()}");
            answer.Problem(404, "image_not_found");
            Assert.Equal("\"client\";q=3;w=180", answer.Headers["RateLimit-Policy"]);
            Assert.Equal($"\"client\";r={i};t=60", answer.Headers["RateLimit"]);
        }

        var refused = await host.GetAsync($"images/{UnknownId()}");
        refused.Problem(429, "rate_limited");
        Assert.Equal("\"client\";r=0;t=60", refused.Headers["RateLimit"]);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await host.GetAsync("health")).Ok();
    }

    [Fact]
    public async Task A_fault_of_ours_is_500_and_tells_nothing_of_the_inside()
    {
        faulty.Storage.Before = static (_, _) => Task.FromResult(StorageFate.Nonsense);
        var answer = await faulty.Host.GetAsync($"images/{UnknownId()}");
        answer.Problem(500, "internal_error");
        Assert.DoesNotContain("secret", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }
}
