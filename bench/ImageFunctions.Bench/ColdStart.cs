using System.Diagnostics;
using ImageFunctions.Bench.Requests;
using ImageFunctions.LocalHost;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>
/// From the start of the worker's process to its first answer to <c>health</c>, which has asked the storage. The local host
/// runs in this process and is warm, as Azure's is.
/// </summary>
internal static class ColdStart
{
    private sealed record Way(string Name, string App, bool Profile = false);

    private sealed record Start(double AnswerMs, double CpuMs, WorkerFigures Figures);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        IReadOnlyList<Way> ways = arguments.All("app") is { Count: > 0 } apps
            ? [.. apps.Select(app => new Way(app, Path.GetFullPath(app)))] : Published();
        await using var azurite = await AzuriteProcess.StartAsync();
        var starts = ways.ToDictionary(way => way, _ => new List<Start>());
        foreach (var way in ways.DistinctBy(way => way.App))
            await MeasureAsync(way, azurite.ConnectionString); // warms this process and the disk
        for (var run = 0; run < arguments.Number("runs", 5); run++)
        {
            foreach (var way in ways)
                starts[way].Add(await MeasureAsync(way, azurite.ConnectionString));
        }

        Console.WriteLine();
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Description}; {starts[ways[0]].Count} starts each, in turns.");
        Console.WriteLine();
        Console.WriteLine("| worker | first answer after, fastest ms | median | CPU ms, least | methods compiled, in ms |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var (way, runs) in starts)
        {
            Console.WriteLine(
                $"| {way.Name} | {runs.Min(run => run.AnswerMs):F0} | {Quantile.Median(runs.Select(run => run.AnswerMs)):F0} "
                + $"| {runs.Min(run => run.CpuMs):F0} "
                + $"| {runs.Min(run => run.Figures.Compiled)}, {runs.Min(run => run.Figures.CompilingMs):F0} |");
        }

        return 0;
    }

    private static IReadOnlyList<Way> Published()
    {
        var (compiled, jitted) = (PublishedApp.Make(), PublishedApp.Make(readyToRun: false));
        return
        [
            new("ReadyToRun, TieredPGO off (as published)", compiled),
            new("ReadyToRun, TieredPGO on", compiled, Profile: true),
            new("JIT, TieredPGO off", jitted),
            new("JIT, TieredPGO on", jitted, Profile: true),
        ];
    }

    private static async Task<Start> MeasureAsync(Way way, string connectionString)
    {
        var figures = ServiceProcess.FreePort();
        var settings = new LocalHostSettings
        {
            AppFolder = way.App,
            Port = ServiceProcess.FreePort(),
            Environment = ServiceProcess.SettingsFor(connectionString).Concat(WorkerFigures.Settings(figures))
                .Append(new("DOTNET_TieredPGO", way.Profile ? "1" : "0"))
                .ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
            DrainTime = TimeSpan.FromSeconds(1),
        };
        using var give = new CancellationTokenSource(Patience);
        var answered = FirstAnswerAsync(settings.Port, give.Token);
        await using var host = await LocalHostApplication.StartAsync(settings, give.Token);
        using var worker = Process.GetProcessById(await host.WorkerIdAsync(give.Token));
        var waited = await answered - worker.StartTime;
        return new Start(
            waited.TotalMilliseconds, worker.TotalProcessorTime.TotalMilliseconds, await WorkerFigures.ReadAsync(figures, give.Token));
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
