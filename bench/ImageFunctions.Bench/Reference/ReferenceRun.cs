using System.Globalization;
using System.Text;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Reference;

/// <summary>
/// The reference and our service, one after the other on the same emulator with the same uploads: at equal effort, and as ours is
/// configured. Rounds alternate, so that what else the machine does weighs on all.
/// </summary>
internal static class ReferenceRun
{
    private const double LargeMegapixels = 12;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var app = arguments.Text("app") ?? PublishedApp.Make();
        var many = new UploadImages(arguments.Amount("megapixels", 2));
        var uploads = new Uploads(arguments.Number("uploads", 100), many, arguments.Number("alone", 10), new UploadImages(LargeMegapixels));
        var rounds = arguments.Number("rounds", 1);
        await using var azurite = await AzuriteProcess.StartAsync();
        Dictionary<string, List<IReadOnlyList<Figure>>> measured = [];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var side in Sides(azurite.ConnectionString, app))
            {
                await using (side)
                {
                    Console.WriteLine($"Measuring: {side.Name}{(rounds > 1 ? $", round {round + 1} of {rounds}" : "")}");
                    using var measurement = new SideMeasurement(side, azurite.ProcessId, uploads);
                    measured.TryAdd(side.Name, []);
                    measured[side.Name].Add(await measurement.RunAsync(CancellationToken.None));
                }
            }
        }

        var report = Report(uploads, rounds, measured);
        Console.WriteLine();
        Console.WriteLine(report);
        var file = RepositoryFolder.File("artifacts/bench/service.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, report);
        Console.WriteLine($"Written to {Path.GetRelativePath(RepositoryFolder.Root, file)}.");
        return 0;
    }

    private static Side[] Sides(string connectionString, string app) =>
    [
        new NodeSide(connectionString),
        new OurSide("ours, effort 4", connectionString, app, [.. Settings, new("Imaging__WebPEffort", "4")]),
        new OurSide("ours, as configured", connectionString, app, Settings),
    ];

    // As in Azure, where a check is the safety net for callers who say nothing: these say that they are done, as the reference's do.
    // The queues are looked at as `up` does, the reference's as the Functions host does by default.
    private static readonly KeyValuePair<string, string>[] Settings =
    [
        new("Upload__FirstCheckDelay", "01:01:00"),
        new("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.25"),
    ];

    /// <summary>Medians of the rounds; a ratio is the median of the ratios to the reference in the same round.</summary>
    private static string Report(Uploads uploads, int rounds, Dictionary<string, List<IReadOnlyList<Figure>>> measured)
    {
        var (reference, others) = (measured.Values.First(), measured.Skip(1).ToList());
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Description}. ")
            .Append(CultureInfo.InvariantCulture, $"{uploads.AtOnce} × {uploads.Many.Description} at once, then ")
            .Append(CultureInfo.InvariantCulture, $"{uploads.Alone} × {uploads.Large.Description} alone (PUT end →); ")
            .Append(CultureInfo.InvariantCulture, $"{rounds} round{(rounds > 1 ? "s" : "")}.\n\n")
            .Append("| metric | reference |").AppendJoin("", others.Select(other => $" {other.Key} | ratio |")).Append('\n')
            .Append("|---|--:|").Insert(text.Length, "--:|--:|", others.Count).Append('\n');
        foreach (var (index, figure) in reference[0].Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Middle(reference)} |");
            foreach (var (_, other) in others)
            {
                var ratio = Quantile.Median(other.Zip(reference, (ours, theirs) => ours[index].Value / theirs[index].Value));
                text.Append(CultureInfo.InvariantCulture, $" {Middle(other)} | {ratio:F2} |");
            }

            text.Append('\n');

            string Middle(List<IReadOnlyList<Figure>> rounds) =>
                Quantile.Median(rounds.Select(round => round[index].Value)).ToString(figure.Format, CultureInfo.InvariantCulture);
        }

        return text.ToString();
    }
}
