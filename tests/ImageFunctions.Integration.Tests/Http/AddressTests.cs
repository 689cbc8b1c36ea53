namespace ImageFunctions.Integration.Tests.Http;

/// <summary>Who asks and under which address, past a host that forwards with headers of its own.</summary>
[Collection(nameof(Hosted))]
public sealed class AddressTests(PlainService plain)
{
    [Fact]
    public async Task Links_to_us_have_the_address_that_Front_Door_has()
    {
        var service = await plain.Get();
        (string, string)[] headers =
        [
            ("X-Forwarded-For", "198.51.100.7, 147.243.0.9:4321"), ("X-Azure-FDID", PlainService.FrontDoorId),
            ("X-Forwarded-Host", "images.azurefd.net"), ("X-Forwarded-Proto", "https"),
        ];
        Assert.StartsWith("https://images.azurefd.net/api/images/", (await service.IssueAsync(headers)).Ok().Text("statusUrl"));
    }

    [Fact]
    public async Task A_caller_cannot_put_a_name_of_its_own_there()
    {
        var service = await plain.Get();
        (string, string)[] headers = [("X-Forwarded-For", "198.51.100.7:4321"), ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Proto", "https")];
        Assert.StartsWith(
            $"https://{service.Host.Http.BaseAddress!.Authority}/api/images/", (await service.IssueAsync(headers)).Ok().Text("statusUrl"));
    }

    [Fact]
    public async Task One_client_is_limited_whatever_it_says_of_itself_and_no_other_with_it()
    {
        await using var service = await HostedService.StartAsync(keys: false,
            ("Proxies:AppService", "true"), ("RateLimit:Enabled", "true"), ("RateLimit:Burst", "10"), ("RateLimit:PermitsPerMinute", "1"),
            ("RateLimit:KeyFactor", "2"));
        var answers = new List<Answer>();
        for (var i = 0; i < 40; i++)
            answers.Add(await service.Host.GetAsync(
                "gallery", ("X-Forwarded-For", $"10.0.0.{i}, 198.51.100.7:{4000 + i}"), ("CLIENT-IP", $"10.0.0.{i}")));
        Assert.Equal(10, answers.Count(answer => answer.Status == 200));
        Assert.Equal("\"client\";r=0;t=60", answers[^1].Headers["RateLimit"]);
        answers[^1].Problem(429, "rate_limited");

        // A greedy client on a key leaves the others of that key what is theirs.
        (string, string) key = ("x-functions-key", "shared");
        for (var i = 0; i < 40; i++)
            await service.Host.GetAsync("images/none", key, ("X-Forwarded-For", "198.51.100.8:1"));
        var other = await service.Host.GetAsync("images/none", key, ("X-Forwarded-For", "198.51.100.9:1"));
        Assert.Equal(404, other.Status);
        Assert.Equal("\"client\";q=10;w=600, \"key\";q=20;w=600", other.Headers["RateLimit-Policy"]);
        Assert.Equal("\"client\";r=9;t=60, \"key\";r=9;t=30", other.Headers["RateLimit"]);
    }

    [Fact]
    public async Task Health_says_that_analysis_is_away_and_stays_up()
    {
        var report = (await (await plain.Get()).Host.GetAsync("health")).Ok();
        Assert.Equal("degraded", report.Text("status"));
        Assert.Equal("unreachable", report.Text("checks.vision.detail"));
    }
}
