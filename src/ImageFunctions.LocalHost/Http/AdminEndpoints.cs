using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ImageFunctions.LocalHost.Http;

/// <summary>The part of the host's own API that people and tests use. Every route needs the master key.</summary>
internal sealed class AdminEndpoints(FunctionKeys keys, AppWorker worker, Invocations invocations)
{
    private readonly string _hostId = $"localhost-{Guid.NewGuid():N}";

    public void Map(IRouteBuilder routes)
    {
        routes.MapGet("admin/host/status", WithMasterKey(http => http.Response.WriteAsJsonAsync(new
        {
            id = _hostId,
            state = "Running",
            version = typeof(AdminEndpoints).Assembly.GetName().Version!.ToString(),
            processUptime = (long)(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds,
        })));
        routes.MapPost("admin/functions/{name}", WithMasterKey(StartAsync));
    }

    private RequestDelegate WithMasterKey(RequestDelegate handle) => http =>
    {
        if (keys.Open(http.Request, "admin"))
            return handle(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    // Like the host: the function runs once, after this answer. A queue function fails there too: it wants a queue's message.
    private async Task StartAsync(HttpContext http)
    {
        var function = worker.Functions.FirstOrDefault(function => function.Type != AppFunction.Http
            && function.Name.Equals($"{http.Request.RouteValues["name"]}", StringComparison.OrdinalIgnoreCase));
        if (!http.Request.HasJsonContentType())
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        else if (function is null)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await StartAsync(function, http);
    }

    private async Task StartAsync(AppFunction function, HttpContext http)
    {
        try
        {
            var body = await http.Request.ReadFromJsonAsync<Dictionary<string, JsonElement>>(http.RequestAborted) ?? [];
            var input = body.GetValueOrDefault("input") is { ValueKind: not JsonValueKind.Undefined } given ? $"{given}" : "";
            var value = function.Type == AppFunction.Timer ? new TypedData { Json = Triggers.TimerLoop.Info() } : new TypedData { String = input };
            invocations.Start(function, function.Invocation(value), "This function was programmatically called via the host APIs.");
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (JsonException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
