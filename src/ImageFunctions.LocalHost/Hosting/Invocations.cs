using System.Diagnostics;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Hosting;

/// <summary>Runs functions in the worker and says so, in the host's words.</summary>
internal sealed partial class Invocations(AppWorker worker, ILoggerFactory loggers) : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private int _running;

    /// <summary>Whether any function runs.</summary>
    public bool IsBusy => Volatile.Read(ref _running) > 0;

    /// <summary>Runs a function to its end; its failure is logged, then thrown.</summary>
    /// <param name="cancellationToken">Asks the function to stop.</param>
    public async Task RunAsync(
        AppFunction function, InvocationRequest request, string reason, CancellationToken cancellationToken = default)
    {
        var logger = loggers.CreateLogger($"Function.{function.Name}");
        var clock = Stopwatch.StartNew();
        LogExecuting(logger, function.Name, reason, request.InvocationId);
        try
        {
            await RunQuietlyAsync(request, cancellationToken);
            LogSucceeded(logger, function.Name, request.InvocationId, clock.ElapsedMilliseconds);
        }
        catch (Exception e)
        {
            LogFailed(logger, function.Name, request.InvocationId, clock.ElapsedMilliseconds, e.Message);
            throw;
        }
    }

    /// <summary>The same for callers that say it themselves.</summary>
    public async Task RunQuietlyAsync(InvocationRequest request, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abort.Token);
        Interlocked.Increment(ref _running);
        try
        {
            var session = await worker.ReadyAsync(either.Token);
            await session.InvokeAsync(request, either.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Asks everything that still runs to stop.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    public void Dispose() => _abort.Dispose();

    [LoggerMessage(11, LogLevel.Information, "Executing 'Functions.{Function}' (Reason='{Reason}', Id={Id})")]
    private static partial void LogExecuting(ILogger logger, string function, string reason, string id);

    [LoggerMessage(12, LogLevel.Information, "Executed 'Functions.{Function}' (Succeeded, Id={Id}, Duration={Milliseconds}ms)")]
    private static partial void LogSucceeded(ILogger logger, string function, string id, long milliseconds);

    [LoggerMessage(13, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={Id}, Duration={Milliseconds}ms) {Reason}")]
    private static partial void LogFailed(ILogger logger, string function, string id, long milliseconds, string reason);
}
