using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Invocations;

/// <summary>Runs an invocation through the middleware, with an activity, a log scope and the host's two log lines.</summary>
internal sealed partial class FunctionInvoker(WorkerPipeline pipeline, TimeProvider time, ILoggerFactory loggers)
{
    // The source and the name that the real worker uses, so that an exporter set up for it sees these as well.
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    private readonly FunctionExecutionDelegate _run = pipeline.Build();

    /// <summary>
    /// Runs middleware and function, then <paramref name="finish"/> with what the function returned: that is where an
    /// HTTP result is sent, after all of the app's middleware has returned. Throws what they throw.
    /// </summary>
    public async Task InvokeAsync(Invocation invocation, string reason, Func<object?, Task>? finish = null)
    {
        var name = invocation.FunctionDefinition.Name;
        var logger = loggers.CreateLogger($"Function.{name}");
        using var scope = logger.BeginScope(new Dictionary<string, object>
        {
            ["AzureFunctions_InvocationId"] = invocation.InvocationId,
            ["AzureFunctions_FunctionName"] = name,
        });
        using var activity = StartActivity(invocation, name);
        invocation.Activity = activity;
        var started = time.GetTimestamp();
        LogExecuting(logger, name, reason, invocation.InvocationId);
        try
        {
            await _run(invocation);
            if (finish is not null)
                await finish(invocation.Result);
            LogSucceeded(logger, name, invocation.InvocationId, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException e) when (invocation.CancellationToken.IsCancellationRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error, e.Message);
            LogCancelled(logger, name, invocation.InvocationId, time.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
        catch (Exception e)
        {
            activity.SetStatus(ActivityStatusCode.Error, e.Message);
            LogFailed(logger, e, name, invocation.InvocationId, time.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
    }

    // Without a listener the source gives none; the app's own trace ids need one all the same.
    private static Activity StartActivity(Invocation invocation, string function)
    {
        var activity = Source.StartActivity("Invoke", ActivityKind.Server)
            ?? new Activity("Invoke").SetIdFormat(ActivityIdFormat.W3C).Start();
        return activity.SetTag("faas.name", function).SetTag("faas.execution", invocation.InvocationId);
    }

    [LoggerMessage(1, LogLevel.Information, "Executing '{Function}' (Reason='{Reason}', Id={InvocationId})")]
    private static partial void LogExecuting(ILogger logger, string function, string reason, string invocationId);

    [LoggerMessage(2, LogLevel.Information, "Executed '{Function}' (Succeeded, Id={InvocationId}, Duration={Milliseconds:F0}ms)")]
    private static partial void LogSucceeded(ILogger logger, string function, string invocationId, double milliseconds);

    [LoggerMessage(3, LogLevel.Error, "Executed '{Function}' (Failed, Id={InvocationId}, Duration={Milliseconds:F0}ms)")]
    private static partial void LogFailed(ILogger logger, Exception exception, string function, string invocationId, double milliseconds);

    [LoggerMessage(4, LogLevel.Information, "Executed '{Function}' (Cancelled, Id={InvocationId}, Duration={Milliseconds:F0}ms)")]
    private static partial void LogCancelled(ILogger logger, string function, string invocationId, double milliseconds);
}
