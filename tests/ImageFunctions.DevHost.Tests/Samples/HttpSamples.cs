using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Tests.Samples;

internal sealed class BindingSamples(Scope scope)
{
    [Function("Values")]
    public static IResult Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{name}/{id}")] HttpRequest request,
        string name, Guid id, string? tag, int? limit, bool full = true) =>
        Results.Text($"{request.Method} {name} {id} {tag ?? "none"} {limit?.ToString(provider: null) ?? "none"} {full}");

    [Function("Needed")]
    public static IResult Needed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "needed")] HttpRequest request, int limit) =>
        Results.Text($"{request.Method} {limit}");

    [Function("Code")]
    public static IResult Code([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "code")] HttpRequest request, string? code) =>
        Results.Text($"{request.Method} {code ?? "none"}");

    [Function("Context")]
    public IResult Context(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{id}")] HttpRequest request, FunctionContext context) =>
        Results.Json(new
        {
            context.InvocationId,
            context.FunctionDefinition.Name,
            context.FunctionDefinition.EntryPoint,
            Trigger = context.FunctionDefinition.InputBindings["request"].Type,
            Id = context.BindingContext.BindingData["ID"],
            context.TraceContext.TraceParent,
            SameHttpContext = context.GetHttpContext() == request.HttpContext,
            SameServices = context.InstanceServices == request.HttpContext.RequestServices,
            SameScope = context.InstanceServices.GetService(typeof(Scope)) == scope,
        });
}

internal sealed class ResponseSamples(Journal journal)
{
    [Function("Direct")]
    public static Task Direct([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "direct")] HttpRequest request) =>
        request.HttpContext.Response.WriteAsync("written");

    [Function("Late")]
    public static async ValueTask<IResult> Late([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "late")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Text(request.Method, statusCode: 202);
    }

    [Function("Text")]
    public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text")] HttpRequest request) => request.Method;

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-half-done"] = "yes";
        throw new InvalidOperationException("secret");
    }

    [Function("ReadsBody")]
    public static async Task<IResult> ReadsBody(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return Results.Text($"{body.Length}");
    }

    [Function("Waits")]
    public async Task<IResult> Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request, CancellationToken cancellationToken)
    {
        journal.Write("waiting");
        try
        {
            await journal.Gate.Task.WaitAsync(cancellationToken);
            return Results.Text(request.Method);
        }
        catch (OperationCanceledException)
        {
            journal.Write("cancelled");
            throw;
        }
    }
}

internal sealed class KeySamples
{
    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(request.Method);

    [Function("Closed")]
    public static IResult Closed([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Text(request.Method);

    [Function("Unsaid")]
    public static IResult Unsaid([HttpTrigger("get")] HttpRequest request) => Results.Text(request.Method);

    [Function("Master")]
    public static IResult Master([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text(request.Method);
}
