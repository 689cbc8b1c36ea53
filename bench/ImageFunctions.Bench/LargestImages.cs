using ImageFunctions.Pictures;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>The most memory that one image can make a process use: by default limits, and by the highest that options allow.</summary>
internal static class LargestImages
{
    private static readonly (string Name, Func<byte[]> Make)[] Wanted =
    [
        ("50 MP JPEG", () => Photograph(8660, 5773).ToJpeg(90, progressive: true)),
        ("50 MP PNG", () => Photograph(8660, 5773).ToPng()),
        ("50 MP WebP", () => Photograph(8660, 5773).ToWebP(90)),
        ("50 MP AVIF", () => Photograph(8660, 5773).ToAvif(60)),
        ("50 MP progressive JPEG", () => JpegWriter.WriteProgressive(Picture.Tiles(8656, 5768), 30)),
        ("GIF of 100 frames, 49 MP in all", () => GifWriter.Write([.. Enumerable.Range(0, 100).Select(i => Moving(i))])),
        ("100 MP JPEG (highest setting)", () => Photograph(10000, 10000).ToJpeg(90, progressive: true)),
    ];

    public static int Run(Arguments arguments)
    {
        var folder = RepositoryFolder.File("artifacts/bench/largest");
        Directory.CreateDirectory(folder);
        Console.WriteLine("| image | engine | at once | wall ms | CPU ms | peak MB |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|");
        foreach (var (name, make) in Wanted.Where(
            wanted => wanted.Name.Contains(arguments.Text("only") ?? "", StringComparison.OrdinalIgnoreCase)))
        {
            var file = Path.Combine(folder, name);
            File.WriteAllBytes(file, make());
            var engines = arguments.Text("engine") is { } only ? [only] : Subject.Engines;
            foreach (var engine in engines.Where(engine => engine != "imagesharp" || !name.Contains("AVIF", StringComparison.Ordinal)))
            {
                foreach (var parallel in new[] { 1, Environment.ProcessorCount }.Distinct())
                {
                    var measured = ChildProcess.MeasureSelf(
                        "render", "--file", file, "--engine", engine, "--parallel", $"{parallel}", "--passes", "1");
                    var pass = measured.Runs[0];
                    Console.WriteLine(
                        $"| {name} | {measured.Engine} | {parallel} | {pass.WallMs:F0} | {pass.CpuMs:F0} | {measured.PeakBytes / 1e6:F0} "
                            + $"|");
                }
            }
        }

        return 0;
    }

    private static Pixels Photograph(int width, int height) => DrawnPhotograph.Draw(2000, 2000).Tiled(width, height);

    private static Picture Moving(int frame) =>
        new(700, 700, (x, y) => ((x + (7 * frame)) / 50 % 4, y / 70 % 2) switch
        {
            (0, _) => Rgba.Red,
            (1, 0) => Rgba.Green,
            (2, 1) => Rgba.Blue,
            _ => Rgba.Yellow
        });
}
