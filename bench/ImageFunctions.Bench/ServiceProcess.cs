using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ImageFunctions.LocalHost;

namespace ImageFunctions.Bench;

/// <summary>The local host as a program of its own, and the worker that it starts; both can be killed as a crash would.</summary>
/// <param name="app">The app's folder, or null for the one that was built with the host.</param>
internal sealed class ServiceProcess(string? app, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private const string Listening = "Listening on ";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private Process? _process;

    /// <summary>Where it listens: at a free port when it is first started, and at the same from then on.</summary>
    public Uri Root { get; private set; } = new("http://127.0.0.1:0/");

    public int HostId => _process!.Id;

    /// <summary>The worker's process, or null where the system does not say.</summary>
    public int? WorkerId => ProcessUse.Children(HostId) is [var worker] ? worker : null;

    /// <summary>What the service needs to know of its storage.</summary>
    public static Dictionary<string, string> SettingsFor(string connectionString) => new()
    {
        ["ImageStorage"] = connectionString,
        ["AzureWebJobsImageStorage"] = connectionString,
        ["AzureWebJobsStorage"] = connectionString,
    };

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] where = app is null ? [] : ["--app", Path.GetFullPath(app)];
        string[] arguments = [typeof(LocalHostApplication).Assembly.Location, "--port", $"{Root.Port}", .. where];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartDeadline);
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal))
                continue;
            Root = new Uri(line[Listening.Length..]);
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return;
        }

        throw new InvalidOperationException("The host ended before it listened.");
    }

    /// <summary>Ends host and worker at once, without a word.</summary>
    public async Task KillAsync()
    {
        foreach (var process in (Process[])[.. ProcessUse.Children(HostId).Select(Process.GetProcessById), _process!])
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
    }
}
