using ImageFunctions.Analysis;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Unit.Tests.Analysis;

public sealed class AnalysisCircuitTests
{
    private readonly ManualTime _time = new();
    private readonly AnalysisCircuit _circuit;
    private int _calls;

    public AnalysisCircuitTests() => _circuit = new("Vision", new AnalysisOptions(), _time, NullLogger.Instance);

    [Fact]
    public async Task It_opens_after_the_third_failure_in_a_row()
    {
        await FailAsync(3);

        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync);

        Assert.Equal(AnalysisFaults.CircuitOpen, fault.Code);
        Assert.Equal(TimeSpan.FromSeconds(5), fault.RetryAfter);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task A_success_between_failures_starts_the_count_again()
    {
        await FailAsync(2);
        await SucceedAsync();
        await FailAsync(2);

        await SucceedAsync();

        Assert.Equal(6, _calls);
    }

    [Fact]
    public async Task It_stays_open_for_as_long_as_the_service_asked()
    {
        await FailAsync(3, retryAfterSeconds: 60);
        _time.Advance(59);
        await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync);
        _time.Advance(1);

        await SucceedAsync();

        Assert.Equal(4, _calls);
    }

    [Fact]
    public async Task One_call_alone_tries_after_the_pause()
    {
        await FailAsync(3);
        _time.Advance(5);
        var release = new TaskCompletionSource<int>();

        var probe = _circuit.RunAsync(_ => release.Task, TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync);
        release.SetResult(1);
        await probe;
        await SucceedAsync();

        Assert.Equal(TimeSpan.FromSeconds(1), fault.RetryAfter);
        Assert.Equal(4, _calls);
    }

    [Fact]
    public async Task A_failed_try_doubles_the_pause_up_to_the_longest()
    {
        await FailAsync(3);
        foreach (var pause in new[] { 5, 10, 20, 40, 80, 160, 300, 300 })
        {
            Assert.Equal(TimeSpan.FromSeconds(pause), (await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync)).RetryAfter);
            _time.Advance(pause);
            await FailAsync(1);
        }
    }

    [Fact]
    public async Task After_a_success_the_pauses_are_short_again()
    {
        await FailAsync(3);
        _time.Advance(5);
        await FailAsync(1);
        _time.Advance(10);
        await SucceedAsync();

        await FailAsync(3);

        Assert.Equal(TimeSpan.FromSeconds(5), (await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync)).RetryAfter);
    }

    [Fact]
    public async Task A_cancelled_try_leaves_the_next_caller_to_try()
    {
        await FailAsync(3);
        _time.Advance(5);
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            _circuit.RunAsync<int>(_ => throw new OperationCanceledException(), TestContext.Current.CancellationToken));

        await SucceedAsync();
    }

    [Fact]
    public async Task A_call_from_before_the_pause_that_comes_home_late_proves_nothing()
    {
        var late = new TaskCompletionSource<int>();
        var straggler = _circuit.RunAsync(_ => late.Task, TestContext.Current.CancellationToken);
        await FailAsync(3);
        late.SetResult(1);
        await straggler;

        await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync);
    }

    [Fact]
    public async Task A_late_failure_can_only_lengthen_the_pause()
    {
        var late = new TaskCompletionSource<int>();
        var straggler = _circuit.RunAsync(_ => late.Task, TestContext.Current.CancellationToken);
        await FailAsync(3, retryAfterSeconds: 10);
        late.SetException(new AnalysisUnavailableException(AnalysisFaults.Throttled, "Later.", TimeSpan.FromSeconds(25)));
        await Assert.ThrowsAsync<AnalysisUnavailableException>(() => straggler);

        Assert.Equal(TimeSpan.FromSeconds(25), (await Assert.ThrowsAsync<AnalysisUnavailableException>(SucceedAsync)).RetryAfter);
    }

    private Task<int> SucceedAsync() => _circuit.RunAsync(_ => Task.FromResult(++_calls), TestContext.Current.CancellationToken);

    private async Task FailAsync(int times, int? retryAfterSeconds = null)
    {
        TimeSpan? retryAfter = retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        for (var i = 0; i < times; i++)
        {
            await Assert.ThrowsAsync<AnalysisUnavailableException>(() => _circuit.RunAsync<int>(_ =>
            {
                _calls++;
                throw new AnalysisUnavailableException(AnalysisFaults.Throttled, "Later.", retryAfter);
            }, TestContext.Current.CancellationToken));
        }
    }
}
