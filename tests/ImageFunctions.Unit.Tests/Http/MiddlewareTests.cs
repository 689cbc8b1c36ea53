using System.Diagnostics;
using ImageFunctions.Http;
using ImageFunctions.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Http;

public sealed class MiddlewareTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    [Fact]
    public async Task A_request_goes_on_with_its_callers_trace_though_nobody_listens()
    {
        Activity? seen = null;
        await new TraceMiddleware().Invoke(new FakeInvocation(NewHttp(), traceParent: TraceParent), _ =>
        {
            seen = Activity.Current;
            return Task.CompletedTask;
        });
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", seen?.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", seen?.ParentSpanId.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_request_without_a_trace_begins_one(string traceParent)
    {
        string? id = null;
        await new TraceMiddleware().Invoke(new FakeInvocation(NewHttp(), traceParent: traceParent), _ =>
        {
            id = Activity.Current?.Id;
            return Task.CompletedTask;
        });
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", id);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_client_that_leaves_is_no_error_of_ours(bool isConnectionFirst, bool isReading)
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var http = NewHttp();
        if (isConnectionFirst)
            http.RequestAborted = gone.Token;
        var lines = new LogLines();
        await NewErrors(lines).Invoke(
            new FakeInvocation(http, cancellationToken: isConnectionFirst ? default : gone.Token), _ =>
                throw (isReading ? new IOException("reset") : new OperationCanceledException()));
        Assert.All(lines.Lines, line => Assert.Equal(LogLevel.Debug, line.Level));
        Assert.Equal(0, http.Response.Body.Length);
    }

    [Fact]
    public async Task A_cancellation_while_the_client_is_there_is_an_error()
    {
        var http = NewHttp();
        var lines = new LogLines();
        await NewErrors(lines).Invoke(new FakeInvocation(http), _ => throw new OperationCanceledException());
        Assert.Equal(500, http.Response.StatusCode);
        Assert.Contains(lines.Lines, line => line.Level == LogLevel.Error);
    }

    [Theory]
    [InlineData("", null, 1)]
    [InlineData("?wait=20", null, 21)]
    [InlineData("", "multipart/form-data; boundary=x", 60)]
    public async Task One_that_asked_for_patience_or_brings_a_file_has_more(string query, string? contentType, int seconds)
    {
        var http = NewHttp();
        http.Request.QueryString = new QueryString(query);
        http.Request.ContentType = contentType;
        var (time, options) = (new FirstTimer(), new DeadlineOptions { DeadlineSeconds = 1, UploadDeadlineSeconds = 60 });
        await new DeadlineMiddleware(Options.Create(options), time).Invoke(new FakeInvocation(http), static _ => Task.CompletedTask);
        Assert.Equal(TimeSpan.FromSeconds(seconds), time.Due);
    }

    [Fact]
    public async Task A_client_that_leaves_is_not_taken_for_a_deadline()
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var late = NewDeadline(new DeadlineOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => late.Invoke(new FakeInvocation(NewHttp(), cancellationToken: gone.Token), Hang));
    }

    private static Task Hang(Microsoft.Azure.Functions.Worker.FunctionContext context) =>
        Task.Delay(Timeout.Infinite, context.CancellationToken);

    private static DeadlineMiddleware NewDeadline(DeadlineOptions options) => new(Options.Create(options), TimeProvider.System);

    private static ErrorMiddleware NewErrors(LogLines lines) => new(lines.For<ErrorMiddleware>());

    private static DefaultHttpContext NewHttp() => new()
    {
        RequestServices = new ServiceCollection().BuildServiceProvider(),
        Response = { Body = new MemoryStream() },
    };

    private sealed class FirstTimer : TimeProvider
    {
        public TimeSpan? Due { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Due ??= dueTime;
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
