using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>Images a second with several at once, and the memory that takes.</summary>
internal static class Throughput
{
    private const int Passes = 3;

    public static int Run(Arguments arguments)
    {
        var image = SourceImages.Make(arguments.Text("images"), "12 MP")[0];
        var folder = RepositoryFolder.File("artifacts/bench/out/throughput");
        Console.WriteLine();
        Console.WriteLine("| way | at once | images/s | CPU ms per image | peak MB |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        foreach (var parallel in new[] { 1, 2, 4 })
        {
            foreach (var subject in Subject.All)
            {
                var measured = subject.Measure(image.File, folder, Passes, parallel);
                var best = measured.Runs.Skip(1).MinBy(pass => pass.WallMs)!;
                Console.WriteLine(
                    $"| {subject.Name} | {parallel} | {parallel * 1000 / best.WallMs:F2} | {best.CpuMs / parallel:F0} | "
                        + $"{measured.PeakBytes / 1e6:F0} |");
            }
        }

        return 0;
    }
}
