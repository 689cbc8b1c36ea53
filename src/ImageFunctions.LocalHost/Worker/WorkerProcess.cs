using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Worker;

/// <summary>The process of a worker. It ends with this one.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // The host's own limit for messages: 2 GiB less one byte.
    private const int LongestMessage = int.MaxValue;
    private readonly Process _process;
    private readonly ILogger _console;

    private WorkerProcess(Process process, ILogger console)
    {
        _process = process;
        _console = console;
        Ended = Task.WhenAll(process.WaitForExitAsync(), PrintAsync(process.StandardOutput), PrintAsync(process.StandardError));
    }

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended { get; }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    /// <param name="folder">The app's.</param>
    /// <param name="variables">Added to our environment.</param>
    /// <param name="host">Where the worker connects to.</param>
    /// <param name="workerId">How it says who it is.</param>
    public static WorkerProcess Start(
        string folder, IReadOnlyDictionary<string, string?> variables, Uri host, string workerId, ILoggerFactory loggers)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = folder;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = folder;
        start.Environment.TryAdd("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated");
        start.Environment.TryAdd("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        start.Environment.TryGetValue("DOTNET_STARTUP_HOOKS", out var hooks);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location
            + (hooks is { Length: > 0 } ? Path.PathSeparator + hooks : "");
        foreach (var argument in (string[])
        [
            Assembly(folder), "--functions-uri", host.AbsoluteUri, "--functions-worker-id", workerId,
            "--functions-request-id", Guid.NewGuid().ToString(), "--functions-grpc-max-message-length", $"{LongestMessage}",
        ])
            start.ArgumentList.Add(argument);
        return new WorkerProcess(Process.Start(start)!, loggers.CreateLogger("Host.Function.Console"));
    }

    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    public void Dispose() => _process.Dispose();

    private static string Assembly(string folder)
    {
        var file = Path.Combine(folder, "worker.config.json");
        if (!File.Exists(file))
            throw new InvalidOperationException($"{folder} holds no built functions app: there is no worker.config.json.");
        using var config = JsonDocument.Parse(File.ReadAllText(file));
        return Path.Combine(folder, config.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString()!);
    }

    private async Task PrintAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _console.Log(LogLevel.Information, default, line, null, static (text, _) => text);
    }
}
