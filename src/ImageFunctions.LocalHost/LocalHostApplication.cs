using System.Net;
using System.Net.Sockets;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Http;
using ImageFunctions.LocalHost.Triggers;
using ImageFunctions.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost;

/// <summary>
/// A running functions app: its worker in a process of its own, its HTTP functions on 127.0.0.1, its queue and timer
/// functions at work. Disposing it takes no more work, lets what is in flight finish (30 s at most) and ends the worker.
/// </summary>
public sealed class LocalHostApplication : IAsyncDisposable
{
    private readonly LocalHostSettings _settings;
    private readonly AppSettings _app;
    private readonly ILoggerFactory _loggers;
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _forWorker;
    private AppWorker? _worker;
    private Invocations? _invocations;
    private WebApplication? _front;
    private IHost? _queues;
    private Task _timers = Task.CompletedTask;
    private bool _disposed;

    private LocalHostApplication(LocalHostSettings settings)
    {
        _settings = settings;
        _app = new AppSettings(settings);
        _loggers = HostLogging.Create(_app, settings);
        Keys = new FunctionKeys(_app, settings.EnforceKeys);
    }

    /// <summary>The root of the HTTP functions, without the route prefix: http://127.0.0.1:PORT/.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>The keys that open the functions.</summary>
    public FunctionKeys Keys { get; }

    /// <summary>Whether any function runs.</summary>
    public bool IsBusy => _invocations!.IsBusy;

    /// <summary>The id of the worker's process, once there is one again if it has just ended.</summary>
    public async Task<int> WorkerIdAsync(CancellationToken cancellationToken) => (await _worker!.ReadyAsync(cancellationToken)).ProcessId;

    /// <summary>Starts the app and returns when it answers.</summary>
    /// <exception cref="InvalidOperationException">There is no app, it did not start, or a setting is missing.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalHostApplication> StartAsync(LocalHostSettings settings, CancellationToken cancellationToken = default)
    {
        var host = new LocalHostApplication(settings);
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            if (e is WorkerLostException or WorkerFailedException)
                throw new InvalidOperationException($"The app did not start: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Returns when the process was asked to end (SIGTERM, Ctrl-C).</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
    {
        var asked = new TaskCompletionSource();
        await using var registration = _front!.Lifetime.ApplicationStopping.Register(asked.SetResult);
        await asked.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Prints where the app listens, its keys if callers need them, and its functions.</summary>
    public void Announce(TextWriter output) => Announcement.Write(output, BaseAddress, Keys, _worker!.Functions, _app);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _stopping.CancelAsync();
        if (_invocations is not null)
            await DrainAsync(_invocations);
        foreach (var part in (IAsyncDisposable?[])[_front, _queues as IAsyncDisposable, _worker, _forWorker])
        {
            if (part is not null)
                await part.DisposeAsync();
        }

        _invocations?.Dispose();
        _loggers.Dispose();
        _stopping.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        RequirePort(_settings.Port);
        _forWorker = BuildForWorker();
        await _forWorker.StartAsync(cancellationToken);
        var streams = _forWorker.Services.GetRequiredService<WorkerStreams>();
        _worker = new AppWorker(_settings, _app, streams, new Uri(_forWorker.Urls.Single()), _loggers);
        await _worker.StartAsync(cancellationToken);
        _invocations = new Invocations(_worker, _loggers);
        _front = Front.Build(_settings, _app, _worker, _invocations, Keys, _loggers);
        await _front.StartAsync(cancellationToken);
        BaseAddress = new Uri(_front.Urls.Single());
        _queues = QueueListeners.Build(_app, _worker.Functions, _invocations, _loggers);
        await _queues.StartAsync(cancellationToken);
        _timers = Task.WhenAll(_worker.Functions.Where(function => function.Type == AppFunction.Timer)
            .Select(function => new TimerLoop(function, _invocations).RunAsync(_stopping.Token)));
    }

    // Looked at before the worker starts: what that prints when it is ended at once would hide the reason.
    private static void RequirePort(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
        }
        catch (SocketException e)
        {
            throw new IOException($"Port {port} is taken by another program: choose another with --port.", e);
        }
    }

    private WebApplication BuildForWorker()
    {
        var builder = HostLogging.EmptyBuilder(_loggers);
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton<WorkerStreams>().AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.MapGrpcService<WorkerStreams>();
        return app;
    }

    private async Task DrainAsync(Invocations invocations)
    {
        var drained = Task.WhenAll(
            _front?.StopAsync() ?? Task.CompletedTask, _queues?.StopAsync() ?? Task.CompletedTask, _timers);
        if (await Task.WhenAny(drained, Task.Delay(_settings.DrainTime)) != drained)
            await invocations.AbortAsync();
        await Task.WhenAny(drained, Task.Delay(TimeSpan.FromSeconds(4)));
    }
}
