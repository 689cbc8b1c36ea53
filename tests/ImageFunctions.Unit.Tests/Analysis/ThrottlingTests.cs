using ImageFunctions.Analysis;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class ThrottlingTests
{
    [Fact]
    public async Task A_minute_of_429_costs_a_handful_of_requests_however_many_ask()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync();
        analyzer.Server.Vision.ThrottleFor(TimeSpan.FromSeconds(60));

        // Two images a second for the minute.
        for (var asked = 0; asked < 120; asked++, analyzer.Time.Advance(0.5))
            await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());
        analyzer.Time.Advance(1);
        var answer = await analyzer.AnalyzeAsync();

        Assert.NotEmpty(answer.Analysis.Labels);
        Assert.Equal(3, analyzer.Server.RequestsTo(WireService.Vision).Count(request => request.Status == 429));
        Assert.Equal(1, analyzer.Server.RequestsTo(WireService.Vision).Count(request => request.Status == 200));
    }

    [Fact]
    public async Task Without_a_time_asked_for_the_pauses_grow()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("ContentSafety:Endpoint", ""));
        analyzer.Server.Vision.Always(WireFault.Throttled());

        for (var second = 0; second < 120; second++, analyzer.Time.Advance(1))
            await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        // Three to open it, then one after 5, 10, 20 and 40 seconds more.
        Assert.Equal(7, analyzer.Server.Requests.Count);
    }

    [Fact]
    public async Task An_open_circuit_tells_the_time_that_is_left_and_spares_the_other_service()
    {
        await using var analyzer = await AnalyzerUnderTest.StartAsync(("Analysis:CircuitThreshold", "1"));
        analyzer.Server.Vision.Next(WireFault.Throttled(30));
        await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());
        analyzer.Time.Advance(12);

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(() => analyzer.AnalyzeAsync());

        Assert.Equal(AnalysisFaults.CircuitOpen, fault.Code);
        Assert.Equal(TimeSpan.FromSeconds(18), fault.RetryAfter);
        Assert.Single(analyzer.Server.RequestsTo(WireService.ContentSafety));
    }
}
