using Spectre.Console;

namespace ImageFunctions.Dev.Demo;

/// <summary>Shows what became of the images.</summary>
internal static class ResultTable
{
    private static readonly string[] Thumbnails = ["small", "medium", "large"];

    public static Table Create(IEnumerable<JourneyResult> results, Uri origin, bool withLinks)
    {
        var table = new Table().RoundedBorder().AddColumns("Image", "Status", "Pixels", "Original", "WebP", "Time", "Result");
        foreach (var column in table.Columns.Skip(2).Take(4))
            column.NoWrap().RightAligned();
        table.Columns[^1].NoWrap();
        foreach (var result in results)
            table.AddRow(
                new Markup(Markup.Escape(result.Picture.FileName)),
                new Markup(result.Completed ? "[green]completed[/]" : $"[red]{Markup.Escape(result.Status ?? "not uploaded")}[/]"),
                new Text($"{result.Image?["metadata"]?["width"]}x{result.Image?["metadata"]?["height"]}".Trim('x')),
                new Text(Size(result.Picture.Content.Length)),
                new Text(result.Completed ? $"{Size(result.WebpBytes)} ({100.0 * result.WebpBytes / result.Picture.Content.Length:0} %)" : ""),
                new Text($"{result.Elapsed.TotalSeconds:0.0} s"),
                new Markup(Links(result, origin, withLinks)));
        return table;
    }

    /// <summary>Named links where the terminal follows them, else the address that lists them all.</summary>
    private static string Links(JourneyResult result, Uri origin, bool withLinks)
    {
        if (result.Image is not { } image)
            return Markup.Escape(result.Problem ?? "");
        if (!withLinks)
            return $"{origin}api/images/{result.ImageId}";
        var links = Thumbnails.Select(name => (Name: name, Url: image["thumbnails"]?[name]?.GetValue<string>()))
            .Append((Name: "webp", Url: image["webpUrl"]?.GetValue<string>()))
            .Where(link => link.Url is not null);
        return string.Join(' ', links.Select(link => $"[link={Markup.Escape(link.Url!)}]{link.Name}[/]"));
    }

    private static string Size(long bytes) => bytes < 1_000_000 ? $"{bytes / 1000.0:0} kB" : $"{bytes / 1_000_000.0:0.0} MB";
}
