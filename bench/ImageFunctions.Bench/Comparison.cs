using System.Text.Json;
using ImageFunctions.Processing;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>Medians of one subject on one image.</summary>
/// <param name="CpuMs">Of an image in a process that has rendered some before.</param>
/// <param name="CpuRatio">
/// To the old way's run of the same round, so that what else the machine did weighs on both; so is <paramref name="StartCpuRatio"/>.
/// </param>
/// <param name="StartCpuMs">Of a new process and its first image.</param>
internal sealed record Result(
    string Image, string Subject, string Engine, double WallMs, double CpuMs, double CpuRatio, double StartCpuMs, double StartCpuRatio,
    double ThumbnailsMs,
    double PeakMegabytes, long WebpBytes, double WebpSsim, double ThumbnailPsnr);

/// <summary>All subjects on all images, in turns, a process per run.</summary>
internal static class Comparison
{
    /// <summary>All but the last warm the process up: a service runs for hours.</summary>
    private const int Passes = 5;

    private static readonly JsonSerializerOptions ReportJson = new(ChildProcess.Json) { WriteIndented = true };

    public static int Run(Arguments arguments)
    {
        var images = SourceImages.Make(arguments.Text("images"), arguments.Text("only") ?? "");
        var subjects = Subject.All;
        var rounds = arguments.Number("rounds", 5);
        List<Result> results = [];
        foreach (var image in images)
        {
            var measured = subjects.ToDictionary(subject => subject.Name, _ => new List<Measurement>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var subject in subjects)
                    measured[subject.Name].Add(subject.Measure(image.File, OutputFolder(image, subject), Passes, 1));
            }

            var original = Pixels.Read(image.File);
            var found = subjects.Select(subject => Summarize(image, subject, measured[subject.Name], measured[Subject.OldWay], original))
                .ToList();
            ComparisonReport.Print(image, found);
            results.AddRange(found);
        }

        var folder = RepositoryFolder.File(arguments.Text("out") ?? "docs/images");
        Directory.CreateDirectory(folder);
        var report = new
        {
            Machine.Description,
            Date = DateTime.UtcNow.ToString("yyyy-MM-dd", provider: null),
            Rounds = rounds,
            Results = results
        };
        File.WriteAllText(Path.Combine(folder, "bench.json"), JsonSerializer.Serialize(report, ReportJson) + "\n");
        File.WriteAllText(Path.Combine(folder, "bench.svg"), ComparisonChart.Draw(results));
        Console.WriteLine($"Written to {Path.GetRelativePath(RepositoryFolder.Root, folder)}.");
        return 0;
    }

    private static string OutputFolder(SourceImage image, Subject subject) =>
        RepositoryFolder.File($"artifacts/bench/out/{image.Name} {string.Concat(subject.Name.Where(char.IsLetterOrDigit))}");

    private static Result Summarize(SourceImage image, Subject subject, List<Measurement> runs, List<Measurement> old, Pixels original)
    {
        var folder = OutputFolder(image, subject);
        var large = Pixels.Read(Path.Combine(folder, Variants.Large));
        return new(
            image.Name, subject.Name, runs[0].Engine,
            Quantile.Median(runs.Select(run => run.Runs[^1].WallMs)),
            Quantile.Median(runs.Select(run => run.Runs[^1].CpuMs)),
            Quantile.Median(runs.Zip(old, (run, other) => run.Runs[^1].CpuMs / other.Runs[^1].CpuMs)),
            Quantile.Median(runs.Select(run => run.StartCpuMs)),
            Quantile.Median(runs.Zip(old, (run, other) => run.StartCpuMs / other.StartCpuMs)),
            Quantile.Median(runs.Select(run => run.Runs[^1].ThumbnailsMs)),
            Quantile.Median(runs.Select(run => run.PeakBytes / 1e6)),
            runs[0].WebpBytes,
            Similarity.Ssim(original, Pixels.Read(Path.Combine(folder, Variants.WebP))),
            Similarity.Psnr(Similarity.Scaled(original, large.Width, large.Height), large));
    }
}
