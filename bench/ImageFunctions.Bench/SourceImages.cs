using ImageFunctions.Images.Record;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench;

/// <summary>One file to render.</summary>
internal sealed record SourceImage(string Name, string File, int Width, int Height);

/// <summary>The files that every engine gets: made of a photograph when a folder is given, else of a drawn one.</summary>
internal static class SourceImages
{
    /// <summary>About what cameras use.</summary>
    private const int CameraQuality = 96;

    private static readonly (string Name, int Width, int Height, bool Png)[] Wanted =
    [
        ("3 MP JPEG", 2048, 1536, false),
        ("12 MP JPEG", 4000, 3000, false),
        ("24 MP JPEG", 6000, 4000, false),
        ("4 MP PNG", 2310, 1732, true),
    ];

    public static IReadOnlyList<SourceImage> Make(string? photographs, string only = "")
    {
        var folder = RepositoryFolder.File($"artifacts/bench/{(photographs is null ? "drawn" : "photograph")}");
        Directory.CreateDirectory(folder);
        var photograph = photographs is null ? null : Pixels.Read(Largest(photographs));
        List<SourceImage> images = [];
        foreach (var (name, width, height, png) in Wanted.Where(wanted => wanted.Name.StartsWith(only, StringComparison.OrdinalIgnoreCase)))
        {
            var pixels = photograph?.Tiled(width, height) ?? DrawnPhotograph.Draw(width, height);
            var file = Path.Combine(folder, $"{width}x{height}.{(png ? "png" : "jpg")}");
            File.WriteAllBytes(file, png ? pixels.ToPng() : pixels.ToJpeg(CameraQuality));
            images.Add(new(name, file, width, height));
            Console.WriteLine($"{name}: {width}×{height}, {new FileInfo(file).Length:N0} bytes, "
                + $"{(photographs is null ? "drawn" : "photograph")}");
        }

        return images;
    }

    private static string Largest(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => ImageFormats.FromFileName(file) == ImageFormat.Jpeg)
            .MaxBy(file => new FileInfo(file).Length)
        ?? throw new FileNotFoundException($"{folder} holds no JPEG photograph.");
}
