namespace ImageFunctions.Bench;

/// <summary>The most memory that one image can make a process use: by default limits, and by the highest that options allow.</summary>
internal static class LargestImages
{
    private static readonly (string Name, int Width, int Height, bool Png)[] Wanted =
    [
        ("16 MP JPEG (default limit)", 4000, 4000, false),
        ("16 MP PNG (default limit)", 4000, 4000, true),
        ("100 MP JPEG (highest limit)", 10000, 10000, false),
    ];

    public static int Run(Arguments arguments)
    {
        var folder = Path.Combine(RepositoryFiles.Work, "largest");
        Directory.CreateDirectory(folder);
        Console.WriteLine("| image | engine | at once | wall ms | peak MB |");
        Console.WriteLine("|---|---|--:|--:|--:|");
        foreach (var (name, width, height, png) in Wanted)
        {
            var file = Path.Combine(folder, $"{width}x{height}.{(png ? "png" : "jpg")}");
            var pixels = DrawnPhotograph.Draw(2000, 2000).Tiled(width, height);
            File.WriteAllBytes(file, png ? pixels.ToPng() : pixels.ToJpeg(90));
            foreach (var engine in Subject.Engines)
            {
                foreach (var parallel in new[] { 1, Environment.ProcessorCount }.Distinct())
                {
                    var measured = ChildProcess.MeasureSelf(
                        "render", "--file", file, "--engine", engine, "--parallel", $"{parallel}", "--passes", "1");
                    Console.WriteLine($"| {name} | {measured.Engine} | {parallel} | {measured.Runs[0].WallMs:F0} | {measured.PeakBytes / 1e6:F0} |");
                }
            }
        }

        return 0;
    }
}
