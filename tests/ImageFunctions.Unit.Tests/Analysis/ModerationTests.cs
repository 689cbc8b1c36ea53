using ImageFunctions.Analysis;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class ModerationTests
{
    [Fact]
    public async Task The_image_travels_in_base64()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        var jpeg = WireImage.Jpeg(1000, 800, padding: 3000);

        await analyzer.AnalyzeAsync(jpeg, 1000, 800);

        var request = Assert.Single(analyzer.Server.RequestsTo(WireService.ContentSafety));
        Assert.Equal(jpeg, request.Image.ToArray());
        Assert.Equal("application/json", request.ContentType);
        Assert.Equal("2023-10-01", request.Query["api-version"]);
    }

    [Fact]
    public async Task Nothing_below_the_threshold_is_reported()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Empty(found.ModerationLabels!);
        Assert.False(found.Blocked);
    }

    [Fact]
    public async Task Each_category_has_a_threshold_of_its_own()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(
            ("ContentSafety:Thresholds:Violence", "2"), ("ContentSafety:Thresholds:Hate", "6"));
        analyzer.Server.Findings = Severities(hate: 4, selfHarm: 4, violence: 2, sexual: 6);

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Equal([new("Sexual", 6), new("SelfHarm", 4), new("Violence", 2)], found.ModerationLabels);
    }

    [Theory]
    [InlineData("flag", false)]
    [InlineData("block", true)]
    public async Task The_policy_decides_whether_a_label_blocks(string policy, bool blocked)
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Policy", policy));
        analyzer.Server.Findings = Severities(violence: 4);

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Equal([new("Violence", 4)], found.ModerationLabels);
        Assert.Equal(blocked, found.Blocked);
    }

    [Fact]
    public async Task A_harmless_image_is_not_blocked()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Policy", "block"));

        Assert.False((await analyzer.AnalyzeAsync()).Analysis.Blocked);
    }

    [Fact]
    public async Task A_blocked_image_does_not_wait_for_labels()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Policy", "block"));
        analyzer.Server.Findings = Severities(sexual: 6);
        analyzer.Server.Vision.Next(WireFault.Throttled(30));

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.True(found.Blocked);
        Assert.Empty(found.Labels);
    }

    [Theory]
    [InlineData("""{"categoriesAnalysis":[]}""")]
    [InlineData("""{}""")]
    [InlineData("""{"categoriesAnalysis":[{"category":"Hate","severity":0},{"category":"SelfHarm","severity":0},"""
        + """{"category":"Sexual"},{"category":"Violence","severity":0}]}""")]
    public async Task A_category_that_was_not_judged_does_not_pass_for_harmless(string body)
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.ContentSafety.Next(WireFault.Malformed(body));

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(AnalysisFaults.MalformedAnswer, fault.Code);
    }

    [Fact]
    public async Task Without_its_endpoint_there_is_no_moderation_and_no_word_of_it()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Endpoint", ""));

        var answer = await analyzer.AnalyzeAsync();

        Assert.Null(answer.Analysis.ModerationLabels);
        Assert.NotEmpty(answer.Analysis.Labels);
        Assert.Empty(analyzer.Server.RequestsTo(WireService.ContentSafety));
    }

    [Fact]
    public async Task Moderation_works_without_vision()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Endpoint", ""));
        analyzer.Server.Findings = Severities(hate: 6);

        var found = (await analyzer.AnalyzeAsync()).Analysis;

        Assert.Equal([new("Hate", 6)], found.ModerationLabels);
        Assert.Empty(found.Labels);
        Assert.Null(found.Model);
    }

    private static WireFindings Severities(int hate = 0, int selfHarm = 0, int sexual = 0, int violence = 0) => new()
    {
        Severities = new Dictionary<string, int> { ["Hate"] = hate, ["SelfHarm"] = selfHarm, ["Sexual"] = sexual, ["Violence"] = violence },
    };
}
