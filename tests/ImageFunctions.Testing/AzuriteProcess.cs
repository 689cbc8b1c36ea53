using System.Diagnostics;

namespace ImageFunctions.Testing;

/// <summary>A storage emulator on free ports of 127.0.0.1 that keeps everything in memory and ends with this process.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    // Azurite does not notice that its parent was killed; the end of its standard input tells it.
    private const string ExitWithParent =
        "data:text/javascript,process.stdin.resume().on('end',()=>process.exit()).on('error',()=>process.exit())";

    private readonly Process _process;

    private AzuriteProcess(string connectionString, Process process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    /// <summary>Names the blob, queue and table endpoints and the account key.</summary>
    public string ConnectionString { get; }

    /// <summary>The emulator's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until all three services answer.</summary>
    /// <exception cref="InvalidOperationException">It cannot be started; the message says what to run.</exception>
    public static async Task<AzuriteProcess> StartAsync(CancellationToken cancellationToken = default)
    {
        var process = Launch(RepositoryFolder.File("node_modules/azurite/dist/src/azurite.js"));
        try
        {
            var ports = await AzuriteOutput.ReadPortsAsync(process, StartDeadline, cancellationToken);
            var connectionString = EmulatorAccount.ConnectionString(ports);
            await EmulatorProbe.CheckAsync(connectionString, cancellationToken);
            return new AzuriteProcess(connectionString, process);
        }
        catch
        {
            Stop(process);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop(_process);
        return ValueTask.CompletedTask;
    }

    private static Process Launch(string script)
    {
        if (!File.Exists(script))
            throw new InvalidOperationException($"The storage emulator is not installed: run 'npm ci --ignore-scripts' in "
                + $"{RepositoryFolder.Root}.");

        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])
        [
            "--import", ExitWithParent, script,
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ])
            start.ArgumentList.Add(argument);

        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("The storage emulator did not start.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("The storage emulator needs Node.js (version 20 or later) as 'node' on the PATH.", e);
        }
    }

    private static void Stop(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit(TimeSpan.FromSeconds(10));
        process.Dispose();
    }
}
