using ImageFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Http;

/// <summary>Whatever a request ends in, the caller gets a problem document and never a stack trace.</summary>
public sealed partial class ErrorMiddleware(ILogger<ErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        // Either may hear of it first; what was under way then ends in one of these.
        catch (Exception e) when (e is OperationCanceledException or IOException
            && (http.RequestAborted.IsCancellationRequested || context.CancellationToken.IsCancellationRequested))
        {
            LogGone(logger, context.FunctionDefinition.Name);
        }
        // Not swallowed: logged where it is our fault, and told to the caller.
        catch (Exception e)
        {
            var problem = ProblemResponses.Classify(e);
            if (problem.Code == ProblemCodes.InternalError)
                LogFault(logger, e, context.FunctionDefinition.Name);
            else if (problem.Code == ProblemCodes.StorageUnavailable)
                LogStorage(logger, context.FunctionDefinition.Name, e.InnerException?.Message ?? e.Message);
            await ProblemResponses.WriteAsync(problem, http);
        }
    }

    [LoggerMessage(1200, LogLevel.Error, "{Function} failed.")]
    private static partial void LogFault(ILogger logger, Exception exception, string function);

    [LoggerMessage(1201, LogLevel.Warning, "{Function} could not reach storage: {Reason}")]
    private static partial void LogStorage(ILogger logger, string function, string reason);

    [LoggerMessage(1202, LogLevel.Debug, "The caller of {Function} went away.")]
    private static partial void LogGone(ILogger logger, string function);
}
