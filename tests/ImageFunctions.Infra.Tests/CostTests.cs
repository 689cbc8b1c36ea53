using System.Globalization;
using System.Text.RegularExpressions;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

/// <summary>Does the table of docs/costs.md again from the prices and counts in the same document.</summary>
public sealed partial class CostTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryFolder.File("docs/costs.md"));
    private static readonly Dictionary<string, double> Prices = Table("| Price |");
    private static readonly Dictionary<string, double> Counts = Table("| Count per image |");

    private static readonly Dictionary<string, double> PerImage = new()
    {
        ["executions"] = Counts["executions"] / 1e6 * Prices["execution"],
        ["compute, busy"] = Compute(Counts["other, busy"]),
        ["compute, alone"] = Compute(Counts["other, alone"]),
        ["blob operations"] = (Counts["writes"] * Prices["write"] + Counts["reads"] * Prices["read"]) / 1e4,
        ["queue and table operations"] = (Counts["queue"] * Prices["queue"] + Counts["table"] * Prices["table"]) / 1e4,
        ["events"] = Counts["events"] / 1e6 * Prices["event"],
        ["storage"] = Counts["stored"] / 1e3 * Counts["months"] * Prices["stored"],
        ["egress"] = Counts["egress"] / 1e3 * Prices["egress"],
        ["logs"] = Counts["logs"] / 1e6 * Prices["log"],
        ["analysis"] = Counts["features"] / 1e3 * Prices["vision"],
    };

    [Fact]
    public void Every_cost_follows_from_the_prices_and_counts()
    {
        var results = Results();
        var parts = PerImage.Where(part => !part.Key.StartsWith("compute", StringComparison.Ordinal)).Sum(part => part.Value);
        var expected = new Dictionary<string, double>(PerImage)
        {
            ["total, busy"] = parts + PerImage["compute, busy"],
            ["total, alone"] = parts + PerImage["compute, alone"],
        };

        Assert.Equal(expected.Keys.Order(), results.Keys.Order());
        foreach (var (line, perImage) in expected)
        {
            double[] images = [1e3, 1e4, 1e5, 1e6];
            // The document's month count is rounded to three places.
            Assert.All(images.Zip(results[line]), pair => Assert.Equal(pair.First * perImage, pair.Second, 0.006 + pair.Second * 0.0005));
        }
    }

    [Fact]
    public void The_number_of_alerts_is_that_of_the_templates()
    {
        var text = string.Join('\n', Lines);

        Assert.Equal(Rules("infra/app/log-alerts.bicep"), int.Parse(LogAlerts().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(Rules("infra/app/platform-alerts.bicep"), int.Parse(MetricAlerts().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static double Compute(double other) =>
        (Counts["processing"] + (Counts["executions"] - 1) * other) * Counts["memory"] * Prices["gbs"];

    private static Dictionary<string, double> Table(string head) => Lines
        .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(Cells).ToDictionary(cells => cells[0], cells => Number(cells[1]));

    private static Dictionary<string, double[]> Results() => Lines
        .SkipWhile(line => !line.StartsWith("| | 1,000 |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(Cells).ToDictionary(cells => cells[0], cells => cells[1..].Select(Number).ToArray());

    private static string[] Cells(string line) => line.Trim('|').Split('|', StringSplitOptions.TrimEntries);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static int Rules(string file) => Regex.Count(Templates.Text(file), @"^    severity:", RegexOptions.Multiline);

    [GeneratedRegex(@"\| log alerts \| (\d+) rules")]
    private static partial Regex LogAlerts();

    [GeneratedRegex(@"\| metric alerts \| (\d+) rules")]
    private static partial Regex MetricAlerts();
}
