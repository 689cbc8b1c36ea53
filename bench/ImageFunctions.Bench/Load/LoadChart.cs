using System.Globalization;
using System.Text;

namespace ImageFunctions.Bench.Load;

/// <summary>Figures over time, a panel each, with the phases as bands.</summary>
internal sealed class LoadChart(IReadOnlyList<LoadPhase> phases, double seconds)
{
    private const int Left = 60;
    private const int Width = 760;
    private const int Height = 110;
    private const int Gap = 46;
    private const int Top = 50;
    private static readonly string[] Bands = ["#eef2f7", "#f7f9fb"];
    private readonly StringBuilder _svg = new();
    private int _panels;

    /// <param name="points">Seconds and values, in order.</param>
    public void Add(string title, string color, IReadOnlyList<(double At, double Value)> points)
    {
        if (points.Count == 0)
            return;
        var top = Top + (_panels++ * (Height + Gap));
        var most = Math.Max(points.Max(point => point.Value), 1e-9);
        foreach (var (index, phase) in phases.Index())
        {
            var (left, right) = (X(phase.Start), X(phase.End));
            Append($"<rect x='{left:F1}' y='{top}' width='{right - left:F1}' height='{Height}' fill='{Bands[index % Bands.Length]}'/>\n");
            Append($"<text x='{left + 4:F1}' y='{top + 12}' fill='#57606a'>{phase.Name}</text>\n");
        }

        var line = string.Join(' ', points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{X(point.At):F1},{top + (Height * (1 - (point.Value / most))):F1}")));
        Append($"<text x='{Left}' y='{top - 6}' font-weight='bold'>{title}</text>\n");
        Append($"<text x='{Left - 6}' y='{top + 10}' text-anchor='end'>{Math.Round(most, most < 10 ? 2 : 0)}</text>\n");
        Append($"<text x='{Left - 6}' y='{top + Height}' text-anchor='end'>0</text>\n");
        Append($"<polyline points='{line}' fill='none' stroke='{color}' stroke-width='1.5'/>\n");
    }

    public string Draw(string title)
    {
        var height = Top + (_panels * (Height + Gap));
        return $"<svg xmlns='http://www.w3.org/2000/svg' width='{Left + Width + 20}' height='{height}' "
            + "font-family='sans-serif' font-size='11'>\n"
            + "<rect width='100%' height='100%' fill='white'/>\n"
            + $"<text x='10' y='20' font-size='14'>{title}</text>\n{_svg}"
            + $"<text x='{Left + Width}' y='{height - 20}' text-anchor='end'>{seconds:F0} s</text>\n</svg>\n";
    }

    private double X(double at) => Left + (Width * at / seconds);

    private void Append(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
