using System.Net;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Http;

/// <summary>What callers see: the HTTP functions and the host's own routes.</summary>
internal static class Front
{
    public static WebApplication Build(
        LocalHostSettings settings, AppSettings app, AppWorker worker, Invocations invocations, FunctionKeys keys, ILoggerFactory loggers)
    {
        var builder = HostLogging.EmptyBuilder(loggers);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = app.BodyLimit;
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, settings.Port);
        });
        builder.Services.AddRouting().AddCors().AddHttpForwarder()
            .Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainTime + TimeSpan.FromSeconds(5))
            .AddSingleton(app).AddSingleton(worker).AddSingleton(invocations).AddSingleton(keys)
            .AddSingleton<HttpTrigger>().AddSingleton<AdminEndpoints>();
        var front = builder.Build();
        if (app.Cors is { Length: > 0 } origins)
            front.UseCors(policy => Allow(policy, origins));
        var routes = new RouteBuilder(front);
        front.Services.GetRequiredService<AdminEndpoints>().Map(routes);
        var trigger = front.Services.GetRequiredService<HttpTrigger>();
        foreach (var function in worker.Functions.Where(function => function.Type == AppFunction.Http))
            HttpRoutes.Map(routes, function, app, http => trigger.HandleAsync(function, http));
        routes.MapGet("", http =>
        {
            http.Response.Redirect($"/{app.RoutePrefix}/gallery".Replace("//", "/", StringComparison.Ordinal));
            return Task.CompletedTask;
        });
        front.UseRouter(routes.Build());
        return front;
    }

    private static void Allow(CorsPolicyBuilder policy, string origins) => policy
        .WithOrigins(origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .AllowAnyHeader().AllowAnyMethod();
}
