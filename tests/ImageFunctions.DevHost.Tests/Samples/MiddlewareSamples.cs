using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ImageFunctions.DevHost.Tests.Samples;

/// <summary>Writes before and after the rest of the pipeline, with the number of times this instance was called.</summary>
internal sealed class OuterMiddleware(Journal journal) : IFunctionsWorkerMiddleware
{
    private int _calls;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var call = Interlocked.Increment(ref _calls);
        journal.Write($"outer {call} before {context.FunctionDefinition.Name}");
        await next(context);
        journal.Write($"outer {call} after, started: {context.GetHttpContext()?.Response.HasStarted.ToString() ?? "no http"}");
    }
}

internal sealed class InnerMiddleware(Journal journal) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        journal.Write("inner before");
        if (context.GetHttpContext() is { } http)
            http.Response.Headers["x-inner"] = "yes";
        await next(context);
        journal.Write("inner after");
    }
}

/// <summary>Answers in the place of the function.</summary>
internal sealed class RefusingMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var response = context.GetHttpContext()!.Response;
        response.StatusCode = 429;
        await response.WriteAsync("later");
    }
}

/// <summary>Answers exceptions of the function.</summary>
internal sealed class RescuingMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (InvalidOperationException e)
        {
            var response = context.GetHttpContext()!.Response;
            response.StatusCode = 422;
            await response.WriteAsync(e.Message);
        }
    }
}

internal sealed class MiddlewareSamples(Journal journal)
{
    [Function("Answers")]
    public IResult Answers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "answers")] HttpRequest request)
    {
        journal.Write("function");
        return new JournalledResult(journal, request.Method);
    }

    [Function("Breaks")]
    public static IResult Breaks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "breaks")] HttpRequest request) =>
        throw new InvalidOperationException($"{request.Method} broke");

    [Function("Hears")]
    public void Hears([QueueTrigger("%Sample:Queue%")] string message) => journal.Write($"heard {message}");

    [Function("Ticks")]
    public void Ticks([TimerTrigger("1.00:00:00")] TimerInfo timer) => journal.Write($"ticked {timer.IsPastDue}");

    private sealed class JournalledResult(Journal journal, string text) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            journal.Write("result");
            return httpContext.Response.WriteAsync(text);
        }
    }
}
