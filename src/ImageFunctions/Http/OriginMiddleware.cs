using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace ImageFunctions.Http;

/// <summary>
/// Keeps with each request where it comes from. The host sends requests on with forwarding headers of its own; what it
/// received is in the invocation's data alone.
/// </summary>
public sealed class OriginMiddleware(RequestOrigins origins) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            http.Features.Set(origins.Find(Received(context.BindingContext.BindingData.GetValueOrDefault("Headers")), http.Request));
        return next(context);
    }

    internal static IReadOnlyDictionary<string, string> Received(object? data)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (data is not string { Length: > 0 } text)
            return headers;
        using var json = JsonDocument.Parse(text);
        foreach (var header in json.RootElement.EnumerateObject())
            headers[header.Name] = header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()! : header.Value.GetRawText();
        return headers;
    }
}
