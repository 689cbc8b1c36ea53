namespace ImageFunctions.Bench;

/// <summary>One image's results as a Markdown table, ratios to the old way beside the figures.</summary>
internal static class ComparisonReport
{
    public static void Print(SourceImage image, IReadOnlyList<Result> results)
    {
        var old = results.Single(result => result.Subject == Subject.OldWay);
        Console.WriteLine();
        Console.WriteLine($"### {image.Name}, {image.Width}×{image.Height}");
        Console.WriteLine();
        Console.WriteLine("| way | first image CPU ms | ratio | next CPU ms | ratio | wall ms | thumbnails after ms | peak MB | ratio | "
            + "WebP bytes | ratio | WebP SSIM | large PSNR dB |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var result in results)
        {
            Console.WriteLine(
                $"| {result.Subject} ({result.Engine}) | {result.StartCpuMs:F0} | {result.StartCpuRatio:F2} | {result.CpuMs:F0} | "
                    + $"{result.CpuRatio:F2} | {result.WallMs:F0} | {result.ThumbnailsMs:F0} "
                + $"| {result.PeakMegabytes:F0} | {result.PeakMegabytes / old.PeakMegabytes:F2} "
                + $"| {result.WebpBytes:N0} | {(double)result.WebpBytes / old.WebpBytes:F3} | {result.WebpSsim:F5} | "
                + $"{result.ThumbnailPsnr:F2} |");
        }
    }
}
