using System.Diagnostics;
using ImageFunctions.LocalHost;

namespace ImageFunctions.Bench.Soak;

/// <summary>The local host as a program of its own, and the worker that it starts; both can be killed as a crash would.</summary>
internal sealed class SoakHost(int port, string? app, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private Process? _process;

    public Uri Root { get; } = new($"http://127.0.0.1:{port}/");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] arguments = [typeof(LocalHostApplication).Assembly.Location, "--port", $"{port}", .. app is null ? Array.Empty<string>() : ["--app", app]];
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
            if (!line.StartsWith("Listening on ", StringComparison.Ordinal))
                continue;
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return;
        }

        throw new InvalidOperationException("The host ended before it listened.");
    }

    /// <summary>Ends host and worker at once, without a word.</summary>
    public async Task KillAsync()
    {
        foreach (var process in (Process[])[.. Workers(), _process!])
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

    private IEnumerable<Process> Workers() => Process.GetProcesses().Where(other => ParentOf(other) == _process!.Id);

    private static int ParentOf(Process process)
    {
        try
        {
            // After the name in parentheses: the state, then the parent (proc(5)).
            return int.Parse(File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0; // it has ended meanwhile
        }
    }
}
