using ImageFunctions.Images.Record;
using NetVips;

namespace ImageFunctions.Bench;

/// <summary>
/// Bytes and CPU of AVIF by effort, each picture at the least quality that is as near (SSIM) as WebP and JPEG at 80, at sizes that
/// pages load.
/// </summary>
internal static class AvifQuality
{
    private static readonly int[] Sides = [800, 1600];
    private static readonly int[] Efforts = [1, 2, 3, 4, 6];
    private static readonly VariantSpec[] Targets = [new("WebP", 0, VariantFormat.WebP), new("JPEG", 0, VariantFormat.Jpeg)];

    private sealed record Encoded(int Bytes, double CpuMs, double Ssim);

    private sealed record Found(int Side, string Target, int Effort, int Quality, Encoded Avif, Encoded Other);

    public static int Run(Arguments arguments)
    {
        List<Found> found = [];
        var texts = arguments.All("effort");
        int[] efforts = texts.Count > 0 ? [.. texts.Select(text => int.Parse(text, provider: null))] : Efforts;
        var photographs = Photographs(arguments.Text("images"), arguments.Number("count", 10));
        foreach (var (index, photograph) in photographs.Index())
        {
            foreach (var side in Sides)
            {
                LiveLine.Show($"Photograph {index + 1} of {photographs.Count}, {side} px");
                found.AddRange(Measure(Pixels.Decode(photograph, side), side, efforts));
            }
        }

        LiveLine.End();
        Console.WriteLine();
        var what = arguments.Text("images") is null ? "drawn pictures" : "photographs";
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Machine.Description}; {photographs.Count} {what}.");
        Console.WriteLine();
        Console.WriteLine("| longest side, as near as | effort | quality, median | bytes (least–most) | CPU ms | the other's |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var row in found.GroupBy(one => (one.Side, one.Target, one.Effort))
            .OrderBy(row => row.Key.Side).ThenByDescending(row => row.Key.Target))
        {
            var bytes = row.Select(one => (double)one.Avif.Bytes / one.Other.Bytes).ToList();
            var quality = Quantile.Median(row.Select(one => (double)one.Quality));
            Console.WriteLine(
                $"| {row.Key.Side} px, {row.Key.Target} q80 | {row.Key.Effort} | {quality:F0} "
                + $"| × {Math.Exp(bytes.Average(Math.Log)):F2} ({bytes.Min():F2}–{bytes.Max():F2}) "
                + $"| {Quantile.Median(row.Select(one => one.Avif.CpuMs)):F0} | {Quantile.Median(row.Select(one => one.Other.CpuMs)):F0} |");
        }

        return 0;
    }

    private static IEnumerable<Found> Measure(Pixels picture, int side, int[] efforts)
    {
        var png = picture.ToPng();
        var decode = Cpu(() => Pixels.Decode(png)).CpuMs;
        var targets = Targets.Select(spec => (spec.Name, Encoded: Encode(spec))).ToList();
        foreach (var effort in efforts)
        {
            Dictionary<int, Encoded> tried = [];
            foreach (var (name, target) in targets)
            {
                var (low, high) = (1, 100);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    if (Try(middle).Ssim >= target.Ssim)
                        high = middle;
                    else
                        low = middle + 1;
                }

                yield return new Found(side, name, effort, low, Try(low), target);
            }

            Encoded Try(int quality) =>
                tried.TryGetValue(quality, out var known) ? known
                : tried[quality] = Encode(new VariantSpec("AVIF", 0, VariantFormat.Avif, quality, effort));
        }

        // What it takes to unpack the PNG is nobody's.
        Encoded Encode(VariantSpec spec)
        {
            var (bytes, cpuMs) = Cpu(() => Pixels.Render(png, spec).Bytes);
            return new Encoded(bytes.Length, cpuMs - decode, Similarity.Ssim(picture, Decode(bytes, spec.Format)));
        }
    }

    private static (T Result, double CpuMs) Cpu<T>(Func<T> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        return (work(), (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }

    private static Pixels Decode(byte[] file, VariantFormat format)
    {
        if (format != VariantFormat.Avif)
            return Pixels.Decode(file);
        using var image = Image.HeifloadBuffer(file);
        return new Pixels(image.Width, image.Height, image.WriteToMemory<byte>());
    }

    private static List<byte[]> Photographs(string? folder, int count)
    {
        if (folder is not null)
        {
            return [.. Directory.EnumerateFiles(folder).Where(file => ImageFormats.FromFileName(file) == ImageFormat.Jpeg)
                .OrderByDescending(file => new FileInfo(file).Length).Take(count).Select(File.ReadAllBytes)];
        }

        const int Step = 400;
        var drawn = DrawnPhotograph.Draw(Sides[^1] + (count * Step), Sides[^1] * 3 / 4);
        return [.. Enumerable.Range(0, count).Select(part => drawn.Part(part * Step, Sides[^1]).ToPng())];
    }
}
