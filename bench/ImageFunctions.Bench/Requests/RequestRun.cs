using System.Diagnostics;
using Azure.Data.Tables;
using ImageFunctions.Bench.Load;
using ImageFunctions.LocalHost;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Requests;

/// <summary>What reading costs the worker: bytes allocated for each request, and how long callers wait beside what storage takes.</summary>
internal static class RequestRun
{
    private const int Images = 10;
    private const int WarmUp = 300;
    private const int Clients = 16;
    private const double Megapixels = 0.3;
    private const string Table = "images";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (count, rounds) = (arguments.Number("count", 500), arguments.Number("rounds", 5));
        var app = arguments.Text("app") ?? PublishedApp.Make();
        await using var azurite = await AzuriteProcess.StartAsync();
        var figures = ServiceProcess.FreePort();
        // In this process: a hook among the variables of a process of the host's own would run there too.
        await using var service = await LocalHostApplication.StartAsync(new LocalHostSettings
        {
            AppFolder = Path.GetFullPath(app),
            Port = 0,
            Environment = ServiceProcess.SettingsFor(azurite.ConnectionString).Concat(WorkerFigures.Settings(figures))
                .ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        });
        var id = (await LoadClient.UploadAllAsync(service.BaseAddress, "requests", Images, new UploadImages(Megapixels)))[0];
        using var http = new HttpClient { BaseAddress = new Uri(service.BaseAddress, "api/") };

        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Description}; "
            + $"the least of {rounds} rounds of {count} requests, one after another.");
        Console.WriteLine();
        Console.WriteLine("| request | kB allocated |");
        Console.WriteLine("|---|--:|");
        var image = await AllocatedAsync($"images/{id}");
        var (one, ten) = (await AllocatedAsync("images?limit=1"), await AllocatedAsync($"images?limit={Images}"));
        Console.WriteLine($"| `GET images/{{id}}` | {image:F1} |");
        Console.WriteLine($"| `GET images?limit={Images}` | {ten:F1} |");
        Console.WriteLine($"| each further item of a list | {(ten - one) / (Images - 1):F1} |");
        Console.WriteLine($"| `GET health` | {await AllocatedAsync("health"):F1} |");
        Console.WriteLine();
        await WaitsAsync(http, azurite.ConnectionString, id, count, rounds);
        return 0;

        // Whatever runs beside adds to a round; nothing takes away from it.
        async Task<double> AllocatedAsync(string path)
        {
            await RepeatAsync(WarmUp, path);
            var least = double.MaxValue;
            for (var round = 0; round < rounds; round++)
            {
                var before = await WorkerFigures.ReadAsync(figures, CancellationToken.None);
                await RepeatAsync(count, path);
                var after = await WorkerFigures.ReadAsync(figures, CancellationToken.None);
                least = Math.Min(least, (after.Allocated - before.Allocated) / 1000.0 / count);
            }

            return least;
        }

        async Task RepeatAsync(int times, string path)
        {
            for (var i = 0; i < times; i++)
                _ = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        }
    }

    // The same row, read by the same library, without the service between.
    private static async Task WaitsAsync(HttpClient http, string storage, string id, int count, int rounds)
    {
        var table = new TableClient(storage, Table);
        var row = await table.QueryAsync<TableEntity>().FirstAsync(row => row.RowKey.EndsWith(id, StringComparison.Ordinal));
        Console.WriteLine($"{Clients} clients at once, of {rounds} rounds the one with the least p99:");
        Console.WriteLine();
        Console.WriteLine("| | p50 ms | p99 ms |");
        Console.WriteLine("|---|--:|--:|");
        Print("storage, its row", await BestAsync(() => table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey)));
        Print("`GET images/{id}`", await BestAsync(() => http.GetByteArrayAsync(new Uri($"images/{id}", UriKind.Relative))));

        async Task<List<double>> BestAsync(Func<Task> call)
        {
            var all = new List<List<double>>();
            for (var round = 0; round <= rounds; round++)
                all.Add(await TimeAsync(call, count));
            return all.Skip(1).MinBy(times => Quantile.Of(times, 0.99))!; // the first warms
        }

        static void Print(string what, List<double> times) =>
            Console.WriteLine($"| {what} | {Quantile.Of(times, 0.5):F1} | {Quantile.Of(times, 0.99):F1} |");
    }

    private static async Task<List<double>> TimeAsync(Func<Task> call, int count)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            var own = new List<double>();
            for (var i = 0; i < count / Clients; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await call();
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return own;
        }));
        return [.. times.SelectMany(own => own)];
    }
}
