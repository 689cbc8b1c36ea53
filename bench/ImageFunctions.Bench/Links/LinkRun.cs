using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using ImageFunctions.Bench.Load;
using ImageFunctions.Bench.Reference;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Links;

/// <summary>
/// A picture of 640 pixels of a stored original, by a link of ours, asked for the first time and again, and by an image proxy that makes
/// it every time: same format, quality and effort, in turns, on one emulator.
/// </summary>
internal static class LinkRun
{
    private const int Pictures = 4;
    private const int Width = 640;
    private const int Again = 20;

    // As sharp is told to make what our engine makes.
    private static readonly (string Name, string Options)[] Formats =
    [
        ("jpeg", """{"quality":80,"progressive":true}"""),
        ("webp", $$"""{"quality":80,"effort":{{Variants.EffortOf(VariantFormat.WebP)}}}"""),
        ("avif", $$"""
            {"quality":{{Variants.QualityOf(VariantFormat.Avif)}},"effort":{{Variants.EffortOf(VariantFormat.Avif)}},
             "chromaSubsampling":"4:2:0"}
            """),
    ];

    private sealed record Cost(double CpuMs, double WithHostMs, double WallMs);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var files = new UploadImages(arguments.Amount("megapixels", 12));
        var (count, warmUps) = (arguments.Number("requests", 80), arguments.Number("warm", 40));
        await using var azurite = await AzuriteProcess.StartAsync();
        var app = arguments.Text("app") ?? PublishedApp.Make();
        await using var ours = new OurSide("ours", azurite.ConnectionString, app, new Dictionary<string, string>
        {
            ["Delivery__Keys__0__Id"] = "bench",
            ["Delivery__Keys__0__Secret"] = Guid.NewGuid().ToString(),
        });
        await ours.StartAsync(CancellationToken.None);
        using var proxy = await ImageProxy.StartAsync();
        using var http = new HttpClient();
        var originals = (await LoadClient.UploadAllAsync(ours.Root, "links", Pictures, files))
            .Select(id => new Original(id, new BlobClient(azurite.ConnectionString, StorageNames.UploadsContainer, id)
                .GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddDays(1)))).ToList();

        Console.WriteLine();
        Console.WriteLine(
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Description}. {files.Description}; "
            + $"{count} pictures about {Width} px wide of each format.");
        Console.WriteLine();
        Console.WriteLine("| format | proxy, every request | ours, first | ratio | with the host | ours, next | ratio | with the host |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        var only = arguments.Text("only");
        foreach (var (name, options) in Formats.Where(one => only is null || one.Name == only))
        {
            List<Cost> theirs = [], first = [], next = [];
            for (var i = 0; i < warmUps + count; i++)
            {
                // A pixel less each time, so that none was made before.
                var (original, width) = (originals[i % Pictures], Width - (i / Pictures));
                var link = await SignAsync(http, ours.Root, original.Id, $"w_{width},f_{name}");
                var made = (
                    Theirs: await MeasureAsync(proxy.Link(original.Source, width, name, options), 1, proxy.ProcessId),
                    First: await MeasureAsync(link, 1, ours.Worker, ours.Processes),
                    Next: await MeasureAsync(link, Again, ours.Worker, ours.Processes));
                if (i < warmUps)
                    continue;
                theirs.Add(made.Theirs);
                first.Add(made.First);
                next.Add(made.Next);
            }

            var all = theirs.Average(cost => cost.CpuMs);
            Console.WriteLine($"| {name} | {Text(all, theirs)} | {Ratio(first)} | {Ratio(next)} |");

            string Ratio(List<Cost> costs)
            {
                var (cpu, withHost) = (costs.Average(cost => cost.CpuMs), costs.Average(cost => cost.WithHostMs));
                return $"{Text(cpu, costs)} | {cpu / all:F3} | {withHost / all:F3}";
            }
        }

        return 0;

        static string Text(double cpuMs, List<Cost> costs) =>
            $"{cpuMs:F1} ms CPU, {Quantile.Median(costs.Select(cost => cost.WallMs)):F0} ms";

        async Task<Cost> MeasureAsync(Uri link, int times, int worker, IReadOnlyList<int>? processes = null)
        {
            var before = (Worker: ProcessUse.CpuMs(worker), All: ProcessUse.CpuMs(processes ?? [worker]));
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < times; i++)
                await http.GetByteArrayAsync(link);
            return new Cost(
                (ProcessUse.CpuMs(worker) - before.Worker) / times, (ProcessUse.CpuMs(processes ?? [worker]) - before.All) / times,
                clock.Elapsed.TotalMilliseconds / times);
        }
    }

    private sealed record Original(string Id, Uri Source);

    private static async Task<Uri> SignAsync(HttpClient http, Uri service, string id, string options)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(service, $"api/images/{id}/links"), new { options = new[] { options } });
        var links = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new Uri(links.GetProperty("links")[0].GetProperty("url").GetString()!);
    }
}
