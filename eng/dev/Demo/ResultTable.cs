using Spectre.Console;

namespace ImageFunctions.Dev.Demo;

/// <summary>Shows what became of the images, in 80 columns.</summary>
internal static class ResultTable
{
    private const int LongestName = 15;

    public static void Show(Screen screen, IReadOnlyList<JourneyResult> results)
    {
        screen.Ansi.Write(Create(results));
        foreach (var result in results.Where(result => result.Problem is { Length: > 0 }))
            screen.Explain($"  {result.Picture.FileName}: {result.Problem}");
        foreach (var result in results.Where(result => result.Labels.Any()))
            screen.Explain($"  {result.Picture.FileName} shows {string.Join(", ", result.Labels)} ({result.Image!["analysis"]?["model"]})");
    }

    private static Table Create(IEnumerable<JourneyResult> results)
    {
        var table = new Table().RoundedBorder().AddColumns("Image", "Status", "Pixels", "Original", "WebP", "Time");
        foreach (var column in table.Columns)
            column.NoWrap();
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        foreach (var result in results)
            table.AddRow(
                new Text(Short(result.Picture.FileName)),
                new Markup(result.Completed ? "[green]completed[/]" : $"[red]{Markup.Escape(result.Status ?? "no upload")}[/]"),
                new Text($"{result.Image?["metadata"]?["width"]}x{result.Image?["metadata"]?["height"]}".Trim('x')),
                new Text(Size(result.Picture.Content.Length)),
                new Text(result.Files.TryGetValue("webp.webp", out var webp)
                    ? $"{Size(webp.Length)} ({100.0 * webp.Length / result.Picture.Content.Length:0} %)" : ""),
                new Text($"{result.Elapsed.TotalSeconds:0.0} s"));
        return table;
    }

    // Beginning and end say most of a name.
    private static string Short(string name) =>
        name.Length <= LongestName ? name : $"{name[..(LongestName - 8)]}…{name[^7..]}";

    private static string Size(long bytes) => bytes < 1_000_000 ? $"{bytes / 1000.0:0} kB" : $"{bytes / 1_000_000.0:0.0} MB";
}
