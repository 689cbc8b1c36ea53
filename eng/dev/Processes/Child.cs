using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace ImageFunctions.Dev.Processes;

/// <summary>A child process whose lines are read as they come and which never outlives the front end.</summary>
public sealed class Child : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Child, byte> Running = new();
    private static readonly TimeSpan DrainOfPipes = TimeSpan.FromSeconds(2);
    private readonly Process _process;

    private Child(string name, Process process, Action<string> onLine)
    {
        (Name, _process) = (name, process);
        Running[this] = 0;
        Completion = CompleteAsync(onLine);
    }

    public string Name { get; }

    /// <summary>The exit code, once the process has ended and its last lines are read.</summary>
    public Task<int> Completion { get; }

    /// <summary>Starts a program with its output read line by line and its input held open.</summary>
    /// <param name="environment">Added to the environment; null removes a variable.</param>
    /// <exception cref="StopException">The program cannot be started.</exception>
    public static Child Start(
        string name, string file, IEnumerable<string> arguments, Action<string> onLine,
        string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows())
            info.CreateNewProcessGroup = true;
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
            info.Environment[key] = value;
        try
        {
            return new Child(name, Process.Start(info)!, onLine);
        }
        catch (Win32Exception error)
        {
            throw new StopException($"{name} could not be started ({file}): {error.Message}");
        }
    }

    /// <summary>Starts a program as <see cref="Start"/> does and waits for its end; when cancelled, kills it and all it started.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="StopException">The program cannot be started.</exception>
    public static async Task<int> RunAsync(
        string name, string file, IEnumerable<string> arguments, Action<string> onLine, CancellationToken cancellationToken,
        string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var child = Start(name, file, arguments, onLine, folder, environment);
        return await child.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for the end; when cancelled, kills the process and all it started.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await using (cancellationToken.Register(Kill))
        {
            var exitCode = await Completion;
            cancellationToken.ThrowIfCancellationRequested();
            return exitCode;
        }
    }

    /// <summary>Closes the input and asks for an orderly end; kills what is left of the tree after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace, bool bySignal = true)
    {
        _process.StandardInput.Close();
        if (bySignal && !_process.HasExited)
            Signals.RequestExit(_process.Id);
        await Task.WhenAny(Completion, Task.Delay(grace));
        Kill();
        await Completion;
    }

    /// <summary>For an end that must not wait: a second Ctrl-C, or an error nobody caught.</summary>
    public static void KillAll()
    {
        foreach (var child in Running.Keys)
            child.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Completion;
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private async Task<int> CompleteAsync(Action<string> onLine)
    {
        var readers = Task.WhenAll(ReadAsync(_process.StandardOutput, onLine), ReadAsync(_process.StandardError, onLine));
        await _process.WaitForExitAsync();
        // A compiler server started underneath may keep the pipes open for minutes.
        await Task.WhenAny(readers, Task.Delay(DrainOfPipes));
        Running.TryRemove(this, out _);
        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }
}
