using System.Globalization;
using System.Text;

namespace ImageFunctions.Bench;

/// <summary>CPU time as bars, one group per image.</summary>
internal static class ComparisonChart
{
    private const int LabelWidth = 260;
    private const int BarWidth = 480;
    private const int RowHeight = 22;
    private static readonly string[] Colors = ["#8a8f98", "#b5bac2", "#1f6feb", "#79b8ff", "#2da44e", "#bf8700", "#a475f9"];

    public static string Draw(IReadOnlyList<Result> results)
    {
        var subjects = results.Select(result => result.Subject).Distinct().ToList();
        var longest = results.Max(result => result.CpuMs);
        var svg = new StringBuilder();
        var y = 40;
        foreach (var group in results.GroupBy(result => result.Image))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x='10' y='{y}' font-weight='bold'>{group.Key}</text>\n");
            foreach (var result in group)
            {
                y += RowHeight;
                var width = Math.Max(1, (int)(BarWidth * result.CpuMs / longest));
                svg.Append(CultureInfo.InvariantCulture, $"<text x='{LabelWidth - 8}' y='{y}' text-anchor='end'>{result.Subject}</text>");
                svg.Append(CultureInfo.InvariantCulture, $"<rect x='{LabelWidth}' y='{y - 12}' width='{width}' height='15' "
                    + $"fill='{Colors[subjects.IndexOf(result.Subject) % Colors.Length]}'/>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x='{LabelWidth + width + 6}' y='{y}'>{result.CpuMs:F0} ms, "
                    + $"{result.PeakMegabytes:F0} MB</text>\n");
            }

            y += RowHeight + 14;
        }

        return $"<svg xmlns='http://www.w3.org/2000/svg' width='{LabelWidth + BarWidth + 130}' height='{y}' font-family='sans-serif' "
            + $"font-size='12'>\n"
            + "<rect width='100%' height='100%' fill='white'/>\n"
            + "<text x='10' y='18' font-size='14'>CPU time and peak memory per image: three thumbnails and a full-size WebP</text>\n"
            + svg + "</svg>\n";
    }
}
