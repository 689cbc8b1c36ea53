using ImageFunctions.Analysis;
using ImageFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task Without_an_endpoint_analysis_is_skipped_and_one_line_says_how_to_have_it()
    {
        var logs = new LogLines();
        using var host = await AnalyzerUnderTest.StartHostAsync([], TimeProvider.System, logs);

        var analyzer = host.Services.GetRequiredService<IImageAnalyzer>();

        Assert.Equal("not_configured", analyzer.SkippedReason);
        var line = Assert.Single(logs.WithId(1330));
        Assert.Contains("Vision:Endpoint", line);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => analyzer.AnalyzeAsync(new byte[1], new BoxScale(1, 1, 1, 1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_an_endpoint_one_line_says_what_is_asked()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Policy", "Block"));

        Assert.Null(analyzer.Analyzer.SkippedReason);
        Assert.Equal("Cloud analysis: Vision Tags, Objects, moderation Block.", Assert.Single(analyzer.Logs.WithId(1331)));
        Assert.DoesNotContain(analyzer.Logs.Lines, line => line.Text.Contains("wire-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_https_endpoint_without_a_key_is_for_the_managed_identity()
    {
        using var host = await AnalyzerUnderTest.StartHostAsync(
            new Dictionary<string, string?> { ["Vision:Endpoint"] = "https://name.cognitiveservices.azure.com" }, TimeProvider.System,
            new LogLines());

        Assert.Null(host.Services.GetRequiredService<IImageAnalyzer>().SkippedReason);
    }

    [Theory]
    [InlineData("Vision:Endpoint", "not an address", "Vision:Endpoint")]
    [InlineData("Vision:Endpoint", "ftp://name", "Vision:Endpoint")]
    [InlineData("Vision:Endpoint", "http://name.example.com", "https")]
    [InlineData("Vision:Endpoint", "http://127.0.0.1:1234", "Vision:Key")]
    [InlineData("ContentSafety:Endpoint", "http://name.example.com", "https")]
    [InlineData("Vision:Features", "None", "Vision:Features")]
    [InlineData("Vision:Features", "128", "Vision:Features")]
    [InlineData("Vision:Features", "Tags,Faces", "Features")]
    [InlineData("Vision:MinConfidence:People", "101", "People")]
    [InlineData("Vision:Language", "english", "Language")]
    [InlineData("Vision:SmartCropRatios:0", "3", "SmartCropRatios")]
    [InlineData("ContentSafety:Policy", "hide", "Policy")]
    [InlineData("ContentSafety:Policy", "7", "Policy")]
    [InlineData("ContentSafety:Thresholds:Hate", "0", "Hate")]
    [InlineData("Analysis:TimeoutSeconds", "0", "TimeoutSeconds")]
    [InlineData("Analysis:CircuitThreshold", "0", "CircuitThreshold")]
    public async Task A_setting_that_makes_no_sense_stops_the_start(string name, string value, string told)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => AnalyzerUnderTest.StartHostAsync(
            new Dictionary<string, string?> { [name] = value }, TimeProvider.System, new LogLines()));

        Assert.True(fault is OptionsValidationException or InvalidOperationException, fault.ToString());
        Assert.Contains(told, fault.Message);
    }

    [Fact]
    public async Task Captions_need_english()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => AnalyzerUnderTest.StartHostAsync(
            new Dictionary<string, string?> { ["Vision:Features"] = "Tags,Caption", ["Vision:Language"] = "fr" }, TimeProvider.System,
            new LogLines()));

        Assert.Contains("Caption", fault.Message);
    }
}
