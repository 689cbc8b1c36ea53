using ImageFunctions.DevHost.Hosting;
using ImageFunctions.DevHost.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.DevHost;

/// <summary>
/// A running functions app: its HTTP functions on 127.0.0.1, its queue and timer functions at work. Disposing it stops
/// taking work, lets what is in flight finish (30 s at most) and releases the port.
/// </summary>
public sealed class DevHostApplication : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _disposed;

    private DevHostApplication(WebApplication app) => _app = app;

    /// <summary>The root of the HTTP functions, without the route prefix: http://127.0.0.1:PORT/.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>The keys that open the functions.</summary>
    public FunctionKeys Keys => Services.GetRequiredService<FunctionKeys>();

    /// <summary>Starts the app and returns when it answers.</summary>
    /// <exception cref="InvalidOperationException">A function or a setting is one that the host could not run with.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<DevHostApplication> StartAsync(DevHostSettings settings, CancellationToken cancellationToken = default)
    {
        var host = new DevHostApplication(DevHostBuilder.Build(settings));
        try
        {
            host.UseFunctions();
            await host._app.StartAsync(cancellationToken);
            var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            host.BaseAddress = new Uri(addresses.Addresses.Single());
            return host;
        }
        catch
        {
            await host._app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the process was asked to end (SIGTERM, Ctrl-C) and the app has stopped.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) =>
        _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Prints where the app listens, its keys if callers need them, and its functions.</summary>
    public void Announce(TextWriter output) =>
        Announcement.Write(output, BaseAddress, Keys, Services.GetRequiredService<FunctionCatalog>(), Services.GetRequiredService<HttpRoutes>());

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private void UseFunctions()
    {
        var routes = new Microsoft.AspNetCore.Routing.RouteBuilder(_app);
        Services.GetRequiredService<AdminEndpoints>().Map(routes);
        foreach (var function in Services.GetRequiredService<FunctionCatalog>().Http)
        {
            var trigger = ActivatorUtilities.CreateInstance<HttpTrigger>(Services, function);
            Services.GetRequiredService<HttpRoutes>().Map(routes, function, trigger.HandleAsync);
        }

        _app.UseRouter(routes.Build());
    }
}
