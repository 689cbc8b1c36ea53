using System.Text.Json;
using ImageFunctions.Analysis;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class RefusalTests
{
    [Fact]
    public async Task An_image_that_vision_cannot_read_is_refused_with_its_inner_code()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Endpoint", ""));

        var refused = await Assert.ThrowsAsync<AnalysisRejectedException>(() => analyzer.AnalyzeAsync([1, 2, 3, 4], 1000, 800));

        Assert.Equal("invalid_image_format", refused.Code);
        Assert.Single(analyzer.Server.Requests);
    }

    [Theory]
    [InlineData(400, "InvalidRequestBody", "invalid_request_body")]
    [InlineData(415, "UnsupportedMediaType", "unsupported_media_type")]
    public async Task Without_an_inner_code_the_outer_one_is_told(int status, string sent, string told)
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Endpoint", ""));
        analyzer.Server.ContentSafety.Next(WireFault.Error(status, sent, "No."));

        Assert.Equal(told, (await Assert.ThrowsAsync<AnalysisRejectedException>(() => analyzer.AnalyzeAsync())).Code);
    }

    [Fact]
    public async Task A_refusal_without_a_body_has_its_status_for_a_code()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Endpoint", ""));
        analyzer.Server.Vision.Next(WireFault.Raw(400, ""));

        Assert.Equal("http_400", (await Assert.ThrowsAsync<AnalysisRejectedException>(() => analyzer.AnalyzeAsync())).Code);
    }

    [Theory]
    [InlineData(49, 800)]
    [InlineData(800, 49)]
    public async Task An_image_too_small_for_both_is_not_even_sent(int width, int height)
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var refused = await Assert.ThrowsAsync<AnalysisRejectedException>(
            () => analyzer.AnalyzeAsync(WireImage.Jpeg(width, height), width, height));

        Assert.Equal(AnalysisFaults.ImageSizeUnsupported, refused.Code);
        Assert.Empty(analyzer.Server.Requests);
    }

    [Fact]
    public async Task What_one_service_refuses_the_other_still_answers()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var answer = await analyzer.AnalyzeAsync(WireImage.Jpeg(2100, 1000), 2100, 1000);

        Assert.NotEmpty(answer.Analysis.Labels);
        Assert.Null(answer.Analysis.ModerationLabels);
        Assert.Equal([AnalysisFaults.ImageSizeUnsupported], answer.Refusals);
        using var raw = JsonDocument.Parse(answer.RawJson);
        Assert.Equal(AnalysisFaults.ImageSizeUnsupported, raw.RootElement.GetProperty("contentSafety").GetProperty("refused").GetString());
        Assert.Single(analyzer.Logs.WithId(1320));
    }

    [Fact]
    public async Task More_than_four_megabytes_are_not_sent_to_moderation()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();

        var answer = await analyzer.AnalyzeAsync(WireImage.Jpeg(2000, 1000, padding: 4 * 1024 * 1024), 2000, 1000);

        Assert.Equal([AnalysisFaults.ImageSizeUnsupported], answer.Refusals);
        Assert.Empty(analyzer.Server.RequestsTo(WireService.ContentSafety));
    }

    [Fact]
    public async Task Where_moderation_may_block_an_image_does_not_pass_unjudged()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Policy", "block"));

        await Assert.ThrowsAsync<AnalysisRejectedException>(() => analyzer.AnalyzeAsync(WireImage.Jpeg(2100, 1000), 2100, 1000));
    }

    [Fact]
    public async Task A_refusal_does_not_open_the_circuit()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Analysis:CircuitThreshold", "1"));
        for (var round = 0; round < 3; round++)
            await Assert.ThrowsAsync<AnalysisRejectedException>(() => analyzer.AnalyzeAsync([1, 2, 3], 1000, 800));

        Assert.NotEmpty((await analyzer.AnalyzeAsync()).Analysis.Labels);
    }
}
