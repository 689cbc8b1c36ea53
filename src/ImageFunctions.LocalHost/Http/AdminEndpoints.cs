using System.Diagnostics;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Triggers;
using ImageFunctions.LocalHost.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ImageFunctions.LocalHost.Http;

/// <summary>The part of the host's own API that people and tests use. Every route needs the master key.</summary>
internal sealed class AdminEndpoints(FunctionKeys keys, AppWorker worker, Invocations invocations)
{
    public void Map(IRouteBuilder routes)
    {
        routes.MapGet("admin/host/status", WithMasterKey(http => http.Response.WriteAsJsonAsync(new
        {
            state = "Running",
            version = typeof(AdminEndpoints).Assembly.GetName().Version!.ToString(),
            processUptime = (long)(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds,
        })));
        routes.MapPost("admin/functions/{name}", WithMasterKey(Start));
    }

    private RequestDelegate WithMasterKey(RequestDelegate handle) => http =>
    {
        if (keys.Open(http.Request, "admin"))
            return handle(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    // Like the host: the function runs once, after this answer. A queue function fails then, there too: it wants a queue's message.
    private Task Start(HttpContext http)
    {
        var name = http.Request.RouteValues["name"] as string;
        var function = worker.Functions.FirstOrDefault(function => function.Type != AppFunction.Http
            && function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        http.Response.StatusCode = function is null ? StatusCodes.Status404NotFound : StatusCodes.Status202Accepted;
        if (function is not null)
            _ = invocations.RunAsync(
                function, function.Invocation(new TypedData { Json = TimerLoop.Info() }),
                "This function was programmatically called via the host APIs.");
        return Task.CompletedTask;
    }
}
