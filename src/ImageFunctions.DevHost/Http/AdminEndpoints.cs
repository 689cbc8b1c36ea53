using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ImageFunctions.DevHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Http;

/// <summary>The part of the host's own API that tools and tests use. Every route needs the master key.</summary>
internal sealed class AdminEndpoints(FunctionKeys keys, FunctionCatalog catalog, TriggerPumps pumps)
{
    private static readonly string Version = typeof(AdminEndpoints).Assembly.GetName().Version!.ToString();

    private readonly string _hostId = $"devhost-{Guid.NewGuid():N}";

    public void Map(IRouteBuilder routes)
    {
        routes.MapGet("admin/host/status", WithMasterKey(http => http.Response.WriteAsJsonAsync(new
        {
            id = _hostId,
            state = "Running",
            version = Version,
            versionDetails = typeof(AdminEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            processUptime = (long)(DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalMilliseconds,
        })));
        routes.MapGet("admin/functions", WithMasterKey(http => http.Response.WriteAsJsonAsync(catalog.Describe(http.Request))));
        routes.MapPost("admin/functions/{name}", WithMasterKey(StartAsync));
    }

    private RequestDelegate WithMasterKey(RequestDelegate handle) => http =>
    {
        if (keys.Open(http.Request, AuthorizationLevel.Admin))
            return handle(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    };

    // Like the host: the function runs once, without its queue's retries, after this answer.
    private async Task StartAsync(HttpContext http)
    {
        http.Response.StatusCode = await ReadInputAsync(http.Request) switch
        {
            { Status: not StatusCodes.Status200OK } refused => refused.Status,
            { Input: var input } => pumps.TryRunOnce($"{http.Request.RouteValues["name"]}", input)
                ? StatusCodes.Status202Accepted
                : StatusCodes.Status404NotFound,
        };
    }

    private static async Task<(int Status, string? Input)> ReadInputAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return (StatusCodes.Status415UnsupportedMediaType, null);
        try
        {
            var body = await request.ReadFromJsonAsync<JsonElement>(request.HttpContext.RequestAborted);
            if (body.ValueKind != JsonValueKind.Object)
                return (StatusCodes.Status400BadRequest, null);
            return (StatusCodes.Status200OK, body.TryGetProperty("input", out var input) ? Text(input) : null);
        }
        catch (JsonException)
        {
            return (StatusCodes.Status400BadRequest, null);
        }
    }

    private static string? Text(JsonElement input) =>
        input.ValueKind is JsonValueKind.String or JsonValueKind.Null ? input.GetString() : input.GetRawText();
}
