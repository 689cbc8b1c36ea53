using System.Diagnostics;
using ImageFunctions.Analysis;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class FailureTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Throttling_is_passed_on_with_the_time_asked_for_and_not_sat_out(int status)
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.Vision.Always(WireFault.Error(status, "Busy", "Later.", retryAfter: "37"));
        var clock = Stopwatch.StartNew();

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(AnalysisFaults.Throttled, fault.Code);
        Assert.Equal(TimeSpan.FromSeconds(37), fault.RetryAfter);
        Assert.Single(analyzer.Server.RequestsTo(WireService.Vision));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_date_is_a_time_too()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        var inAMinute = DateTimeOffset.UtcNow.AddSeconds(60).ToString("R");
        analyzer.Server.Vision.Next(WireFault.Error(429, "TooManyRequests", "Later.", retryAfter: inAMinute));

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.InRange(fault.RetryAfter!.Value, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(61));
    }

    [Fact]
    public async Task When_both_services_throttle_the_longer_time_counts()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.Vision.Next(WireFault.Throttled(5));
        analyzer.Server.ContentSafety.Next(WireFault.Throttled(90));

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(TimeSpan.FromSeconds(90), fault.RetryAfter);
    }

    [Fact]
    public async Task A_server_s_slip_is_tried_once_more()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.Vision.Next(WireFault.Raw(500, "<html>oops</html>"));
        analyzer.Server.ContentSafety.Next(WireFault.Disconnect);

        var answer = await analyzer.AnalyzeAsync();

        Assert.NotEmpty(answer.Analysis.Labels);
        Assert.Equal(4, analyzer.Server.Requests.Count);
    }

    public static TheoryData<WireFault, string> LastingFaults => new()
    {
        { WireFault.Error(500, "InternalError", "Oops."), AnalysisFaults.ServerError },
        { WireFault.Raw(502, "<html>bad gateway</html>"), AnalysisFaults.ServerError },
        { WireFault.Error(401, "401", "Access denied."), AnalysisFaults.Unauthorized },
        { WireFault.Error(403, "403", "No role."), AnalysisFaults.Unauthorized },
        { WireFault.Error(404, "404", "Resource not found"), AnalysisFaults.ServerError },
        { WireFault.Disconnect, AnalysisFaults.Unreachable },
        { WireFault.Malformed("this is not JSON"), AnalysisFaults.MalformedAnswer },
        { WireFault.Malformed(""), AnalysisFaults.MalformedAnswer },
        { WireFault.Malformed("[]"), AnalysisFaults.MalformedAnswer },
        { WireFault.Malformed("""{"modelVersion":"x"}"""), AnalysisFaults.MalformedAnswer },
        { WireFault.Malformed("""{"tagsResult":{"values":[{"name":1}]},"objectsResult":{"values":[]}}"""), AnalysisFaults.MalformedAnswer },
        { WireFault.Malformed("""{"tagsResult":{"values":[]},"objectsResult":{"values":[{"tags":[{"name":"cat","confidence":0.9}]}]}}"""),
            AnalysisFaults.MalformedAnswer },
    };

    [Theory]
    [MemberData(nameof(LastingFaults))]
    public async Task What_may_pass_is_a_matter_of_later(WireFault fault, string code)
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.Vision.Always(fault);

        var thrown = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(code, thrown.Code);
        Assert.Null(thrown.RetryAfter);
        Assert.InRange(analyzer.Server.RequestsTo(WireService.Vision).Count, 1, 2);
    }

    [Fact]
    public async Task A_silent_service_is_not_waited_for_longer_than_the_option_says()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Analysis:TimeoutSeconds", "2"));
        analyzer.Server.Vision.Always(WireFault.Hang);

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(AnalysisFaults.Timeout, fault.Code);
        Assert.Single(analyzer.Server.RequestsTo(WireService.Vision));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.Vision.Always(WireFault.Hang);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var analysis = analyzer.AnalyzeAsync(WireImage.Jpeg(500, 500), 500, 500, patience.Token);
        await Eventually.Async(
            _ => Task.FromResult(analyzer.Server.RequestsTo(WireService.Vision).Count == 1), TimeSpan.FromSeconds(20),
            cancellationToken: TestContext.Current.CancellationToken);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis);
    }

    [Fact]
    public async Task A_wrong_key_is_nobody_s_image_s_fault()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Key", "a-key-of-another"));

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(AnalysisFaults.Unauthorized, fault.Code);
        Assert.DoesNotContain("a-key-of-another", fault.ToString());
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_unreachable()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Vision:Endpoint", "http://127.0.0.1:9"));

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(AnalysisFaults.Unreachable, fault.Code);
    }
}
