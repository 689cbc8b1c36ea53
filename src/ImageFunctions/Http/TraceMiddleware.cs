using System.Diagnostics;
using ImageFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ImageFunctions.Http;

/// <summary>
/// Goes on with the caller's trace, also where nobody listens: the trace id is in problems, and the work that a request
/// starts belongs to it. The worker itself does so only for an exporter.
/// </summary>
public sealed class TraceMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (Activity.Current is not null || context.GetHttpContext() is null)
        {
            await next(context);
            return;
        }

        using var activity = ImageMetrics.Start(
            context.FunctionDefinition.Name, ActivityKind.Server, context.TraceContext.TraceParent, context.TraceContext.TraceState);
        await next(context);
    }
}
