using System.Diagnostics;
using ImageFunctions.LocalHost;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>
/// From the start of the worker's process to its first answer to <c>health</c>, which has asked the storage. The local host
/// runs in this process and is warm, as Azure's is.
/// </summary>
internal static class ColdStart
{
    private sealed record Way(string Name, bool ReadyToRun, bool Profile);

    private sealed record Start(double AnswerMs, double CpuMs);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Way[] Ways =
    [
        new("ReadyToRun, TieredPGO off (as published)", true, false),
        new("ReadyToRun, TieredPGO on", true, true),
        new("JIT, TieredPGO off", false, false),
        new("JIT, TieredPGO on", false, true),
    ];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (compiled, jitted) = (PublishedApp.Make(), PublishedApp.Make(readyToRun: false));
        await using var azurite = await AzuriteProcess.StartAsync();
        var starts = Ways.ToDictionary(way => way, _ => new List<Start>());
        await MeasureAsync(compiled, profile: false, azurite.ConnectionString); // warms this process and the disk
        await MeasureAsync(jitted, profile: false, azurite.ConnectionString);
        for (var run = 0; run < arguments.Number("runs", 5); run++)
        {
            foreach (var way in Ways)
                starts[way].Add(await MeasureAsync(way.ReadyToRun ? compiled : jitted, way.Profile, azurite.ConnectionString));
        }

        Console.WriteLine();
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Description}; {starts[Ways[0]].Count} starts each, in turns.");
        Console.WriteLine();
        Console.WriteLine("| worker | first answer after, median ms | fastest | CPU ms, median |");
        Console.WriteLine("|---|--:|--:|--:|");
        foreach (var (way, runs) in starts)
        {
            Console.WriteLine(
                $"| {way.Name} | {Quantile.Median(runs.Select(run => run.AnswerMs)):F0} "
                + $"| {runs.Min(run => run.AnswerMs):F0} | {Quantile.Median(runs.Select(run => run.CpuMs)):F0} |");
        }

        return 0;
    }

    private static async Task<Start> MeasureAsync(string app, bool profile, string connectionString)
    {
        var settings = new LocalHostSettings
        {
            AppFolder = app,
            Port = ServiceProcess.FreePort(),
            Environment = ServiceProcess.SettingsFor(connectionString).Append(new("DOTNET_TieredPGO", profile ? "1" : "0"))
                .ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
            DrainTime = TimeSpan.FromSeconds(1),
        };
        using var give = new CancellationTokenSource(Patience);
        var answered = FirstAnswerAsync(settings.Port, give.Token);
        await using var host = await LocalHostApplication.StartAsync(settings, give.Token);
        using var worker = Process.GetProcessById(await host.WorkerIdAsync(give.Token));
        return new Start((await answered - worker.StartTime).TotalMilliseconds, worker.TotalProcessorTime.TotalMilliseconds);
    }

    // Until the host listens, the port refuses.
    private static async Task<DateTime> FirstAnswerAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api/health"), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return DateTime.Now;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Glance, cancellationToken);
            }
        }
    }
}
