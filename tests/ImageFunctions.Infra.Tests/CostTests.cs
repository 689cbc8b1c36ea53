using System.Globalization;
using System.Text.Json;
using ImageFunctions.Testing;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Infra.Tests;

/// <summary>Does the tables of docs/costs.md again: from prices and counts written there, templates and functions.</summary>
public sealed class CostTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryFolder.File("docs/costs.md"));
    private static readonly Dictionary<string, double> Prices = Table("| Price |");
    private static readonly Dictionary<string, double> Counts = Table("| Count per image |");

    private static readonly Deployment Production = new("costs", "environmentType = 'prod'");

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

    // What is kept ready for a zone's outage: two instances of everything that scales by itself.
    [Fact]
    public void Every_cost_of_doing_nothing_follows_from_the_templates_the_functions_and_the_prices()
    {
        var groups = 1 + App.Triggers<QueueTriggerAttribute>().Count + App.Triggers<TimerTriggerAttribute>().Count;
        var ready = Counts["memory"] * 30 * 24 * 3600 * Prices["ready"];
        Dictionary<string, (double Number, double Price)> expected = new()
        {
            ["log alerts, 5 minutes"] = (LogAlerts("PT5M"), Prices["log rule, 5"]),
            ["log alerts, 15 minutes"] = (LogAlerts("PT15M"), Prices["log rule, 15"]),
            ["metric alerts"] = (Series(), Prices["series"]),
            ["ready in prod"] = (AlwaysReady(Production.Single("Microsoft.Web/sites")), ready),
            ["ready with `ZONE_REDUNDANT`"] = (2 * groups, ready),
        };

        var written = Rows("| Per month |").ToDictionary(cells => cells[0], cells => (Number(cells[1]), Number(cells[2])));

        Assert.Equal(
            expected.ToDictionary(line => line.Key, line => (line.Value.Number, Math.Round(line.Value.Number * line.Value.Price, 2))),
            written);
    }

    [Fact]
    public void Every_cost_of_polling_follows_from_the_interval_and_the_price()
    {
        var rows = Rows("| Polling interval, s |").Select(cells => cells.Select(Number).ToArray()).ToList();
        using var host = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("host.json")));
        var used = host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("maxPollingInterval").GetString();

        Assert.Contains(TimeSpan.Parse(used!, CultureInfo.InvariantCulture), rows.Select(row => TimeSpan.FromSeconds(row[0])));
        Assert.Equal(used, Deployment.Default.Settings()["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"]);
        Assert.All(rows, row => Assert.Equal(
            (3600 / row[0], Math.Round(3600 / row[0] * 1000 * Prices["queue"] / 1e4, 2)), (row[1], row[2])));
    }

    private static int AlwaysReady(Resource app) =>
        app["functionAppConfig", "scaleAndConcurrency", "alwaysReady"][0].GetProperty("instanceCount").GetInt32();

    private static int LogAlerts(string frequency) =>
        Deployment.Default.Of("Microsoft.Insights/scheduledQueryRules").Count(rule => rule.Text("evaluationFrequency") == frequency);

    // A rule watches a series per value of its dimension.
    private static int Series() => Deployment.Default.Of("Microsoft.Insights/metricAlerts")
        .SelectMany(rule => rule["criteria", "allOf"].EnumerateArray())
        .Sum(criterion => criterion.GetProperty("dimensions").EnumerateArray()
            .Select(dimension => dimension.GetProperty("values").GetArrayLength()).DefaultIfEmpty(1).Sum());

    private static double Compute(double other) =>
        (Counts["processing"] + (Counts["executions"] - 1) * other) * Counts["memory"] * Prices["gbs"];

    private static IEnumerable<string[]> Rows(string head) => Lines
        .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(Cells);

    private static Dictionary<string, double> Table(string head) => Rows(head).ToDictionary(cells => cells[0], cells => Number(cells[1]));

    private static Dictionary<string, double[]> Results() =>
        Rows("| | 1,000 |").ToDictionary(cells => cells[0], cells => cells[1..].Select(Number).ToArray());

    private static string[] Cells(string line) => line.Trim('|').Split('|', StringSplitOptions.TrimEntries);

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
