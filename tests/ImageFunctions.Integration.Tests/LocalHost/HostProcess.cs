using System.Diagnostics;
using ImageFunctions.LocalHost;

namespace ImageFunctions.Integration.Tests.LocalHost;

/// <summary>The local host as a program of its own, as a developer starts it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private HostProcess(Process process, Uri root)
    {
        Process = process;
        Http = new HttpClient { BaseAddress = new Uri(root, "api/") };
    }

    public Process Process { get; }

    public HttpClient Http { get; }

    public static async Task<HostProcess> StartAsync(string connectionString)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalHostApplication).Assembly.Location, "--port", "0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ImageStorage"] = connectionString;
        start.Environment["AzureWebJobsStorage"] = connectionString;
        start.Environment["Upload__FirstCheckDelay"] = "01:00:00";
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new HostProcess(process, new Uri(line["Listening on ".Length..]));
            }
        }

        throw new InvalidOperationException("The host ended before it told its address.");
    }

    /// <summary>The one process that it started.</summary>
    public Process Worker() => Process.GetProcesses().Single(other => ParentOf(other) == Process.Id);

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.Dispose();
        return ValueTask.CompletedTask;
    }

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
