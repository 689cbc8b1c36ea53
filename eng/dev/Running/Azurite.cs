using System.Text.RegularExpressions;
using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Running;

/// <summary>The storage emulator on ports it chooses itself, so that no other program can take them in between.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    // The well-known emulator account (learn.microsoft.com/azure/storage/common/storage-connect-azurite).
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private Azurite(Child process, IReadOnlyDictionary<string, int> ports)
    {
        Process = process;
        Ports = ports;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};"
            + string.Concat(ports.Select(port => $"{port.Key}Endpoint=http://127.0.0.1:{port.Value}/{Account};"));
    }

    public Child Process { get; }

    public string ConnectionString { get; }

    /// <summary>By service: Blob, Queue, Table.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    /// <summary>Installs the emulator if need be, starts it and waits until all three services listen.</summary>
    /// <param name="data">The folder to keep data in, or null for memory only.</param>
    /// <exception cref="StopException">Node is missing, or it does not listen in time.</exception>
    public static async Task<Azurite> InstallAndStartAsync(
        Repository repository, NodePackages nodePackages, string? data, Action<string> onLine, CancellationToken cancellationToken)
    {
        var node = await nodePackages.RequireNodeAsync(cancellationToken);
        await nodePackages.InstallAsync(cancellationToken);
        return await StartAsync(repository, node, data, onLine, cancellationToken);
    }

    private static async Task<Azurite> StartAsync(
        Repository repository, string node, string? data, Action<string> onLine, CancellationToken cancellationToken)
    {
        string[] place = data is null ? ["--inMemoryPersistence"] : ["--location", Directory.CreateDirectory(data).FullName];
        var ports = new Dictionary<string, int>();
        var startup = new List<string>();
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Child.Start(
            "Azurite", node,
            [
                repository.At("eng", "dev", "Running", "azurite.cjs"), "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
                "--skipApiVersionCheck", "--disableTelemetry", "--silent", .. place,
            ],
            Read, repository.Root);
        try
        {
            await Task.WhenAny(listening.Task, process.Completion, Task.Delay(StartDeadline, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (listening.Task.IsCompleted)
                return new Azurite(process, ports);
            startup.ForEach(onLine);
            throw new StopException("The storage emulator (Azurite) did not start; its messages above say why.");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        void Read(string line)
        {
            lock (startup)
            {
                if (ListeningLine().Match(line) is { Success: true } match)
                    ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value, null);
                else if (!listening.Task.IsCompleted)
                    startup.Add(line);
                else if (!line.StartsWith("Azurite ", StringComparison.Ordinal)) // its own closing lines
                    onLine(line);
                if (ports.Count == 3)
                    listening.TrySetResult();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.StopAsync(StopGrace, bySignal: false);
        await Process.DisposeAsync();
    }

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex ListeningLine();
}
