using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageFunctions.Telemetry;
using ImageFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Infra.Tests;

public sealed partial class TelemetryTests
{
    private const string LogAlert = "Microsoft.Insights/scheduledQueryRules";

    // Tables of a workspace that Application Insights fills, and the workspace's own account of what it took in.
    private static readonly string[] Tables = ["AppRequests", "AppDependencies", "AppTraces", "AppExceptions", "AppMetrics", "Usage"];

    private static readonly string[] Alerts =
        [.. Deployment.Default.Of(LogAlert).Select(rule => rule["criteria", "allOf"][0].GetProperty("query").GetString()!)];

    private static readonly string[] Queries = [.. Alerts, .. Charts()];

    [Fact]
    public void Every_metric_is_asked_for_and_none_that_is_not_recorded() =>
        Assert.Equal(
            Recorded().Keys.Order(),
            Queries.Where(query => query.Contains("AppMetrics", StringComparison.Ordinal)).SelectMany(query => Names(query, @"\bName"))
                .Distinct().Order());

    [Fact]
    public void Every_event_asked_for_is_one_that_is_logged()
    {
        var asked = Queries.SelectMany(query => Names(query, @"\b(?:event|EventName\))")).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(App.Attributes<LoggerMessageAttribute>().Select(message => message.EventName)));
    }

    [Fact]
    public void Every_dimension_asked_for_is_one_that_is_recorded() =>
        Assert.Empty(Queries.SelectMany(query => Dimension().Matches(query)).Select(match => match.Groups[1].Value).Distinct()
            .Except(Recorded().Values.SelectMany(tags => tags)).Except(["EventName"]));

    [Fact]
    public void Every_query_reads_tables_that_exist() =>
        Assert.All(Queries, query => Assert.Contains(Tables, table => query.Contains(table, StringComparison.Ordinal)));

    // Otherwise the first deployment fails: a new workspace has none of these tables.
    [Fact]
    public void An_alert_can_be_made_before_there_is_anything_to_look_at()
    {
        Assert.All(Deployment.Default.Of(LogAlert),
            rule => Assert.Equal("True", rule.Text("skipQueryValidation")));
        Assert.All(Alerts, query => Assert.StartsWith("union isfuzzy=true (datatable(", query, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_alert_tells_somebody() => Assert.All(
        Deployment.Everything.Of(LogAlert).Select(rule => rule["actions", "actionGroups"][0])
            .Concat(Deployment.Everything.Of("Microsoft.Insights/metricAlerts")
                .Select(rule => rule["actions"][0].GetProperty("actionGroupId"))),
        group => Assert.Contains("actionGroup", group.GetString(), StringComparison.Ordinal));

    [Fact]
    public void Every_alert_is_explained_to_who_gets_it()
    {
        var explained = File.ReadLines(RepositoryFolder.File("docs/operations.md"))
            .Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]);

        Assert.Empty(Deployment.Default.Of(LogAlert).Concat(Deployment.Default.Of("Microsoft.Insights/metricAlerts"))
            .Select(rule => rule.Name).Except(explained));
    }

    private static IEnumerable<string> Charts()
    {
        using var workbook = JsonDocument.Parse(Deployment.Default.Single("Microsoft.Insights/workbooks").Text("serializedData"));
        return [.. workbook.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("content"))
            .Where(content => content.TryGetProperty("query", out _)).Select(content => content.GetProperty("query").GetString()!)];
    }

    // Records every measurement once and looks at what came out: names of instruments and of their dimensions.
    private static Dictionary<string, HashSet<string>> Recorded()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new ImageMetrics(services.GetRequiredService<IMeterFactory>());
        var seen = new Dictionary<string, HashSet<string>>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        foreach (var method in typeof(ImageMetrics).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            method.Invoke(metrics, [.. method.GetParameters().Select(Sample)]);
        return seen;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            seen.TryAdd(instrument.Name, []);
            foreach (var tag in tags)
                seen[instrument.Name].Add(tag.Key);
        }
    }

    private static object Sample(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x" : Activator.CreateInstance(parameter.ParameterType)!;

    // The string literals that a name is compared with: Name == "a", Name in ("a", "b").
    private static IEnumerable<string> Names(string query, string name) =>
        Regex.Matches(query, name + @"\s*(?:==\s*|in\s*\()(?<list>""[^""]*""(?:,\s*""[^""]*"")*)")
            .SelectMany(match => match.Groups["list"].Value.Split(',', StringSplitOptions.TrimEntries))
            .Select(literal => literal.Trim('"'));

    [GeneratedRegex(@"Properties\.(\w+)")]
    private static partial Regex Dimension();
}
