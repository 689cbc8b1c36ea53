using System.Text.RegularExpressions;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

public sealed partial class TelemetryTests
{
    // Tables of a workspace that Application Insights fills, and the workspace's own account of what it took in.
    private static readonly string[] Tables = ["AppRequests", "AppDependencies", "AppTraces", "AppExceptions", "AppMetrics", "Usage"];

    private static readonly IReadOnlyDictionary<string, string> Metrics = SourceCode.Constants("ImageMetrics");
    private static readonly IReadOnlyDictionary<string, string> Events = SourceCode.Constants("AlertEvents");

    [Fact]
    public void Every_metric_asked_for_is_one_that_the_code_records()
    {
        var asked = Templates.Queries.Where(query => query.Query.Contains("AppMetrics", StringComparison.Ordinal))
            .SelectMany(query => Names(query.Query, @"\bName")).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Contains(name, Metrics.Values));
    }

    [Fact]
    public void Every_event_asked_for_is_one_that_the_code_logs()
    {
        var asked = Templates.Queries.SelectMany(query => Names(query.Query, @"\b(?:event|EventName\))")).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Contains(name, Events.Values));
    }

    [Fact]
    public void Every_metric_is_shown_or_watched()
    {
        var queries = string.Join('\n', Templates.Queries.Select(query => query.Query));

        Assert.All(Metrics.Where(metric => metric.Key != "SourceName"), metric => Assert.Contains($"\"{metric.Value}\"", queries, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_dimension_asked_for_is_one_that_the_code_records() =>
        Assert.All(Templates.Queries.SelectMany(query => Dimension().Matches(query.Query)).Select(match => match.Groups[1].Value).Where(name => name != "EventName"),
            name => Assert.True(SourceCode.Contains("ImageMetrics", $"\"{name}\""), $"No metric has the dimension {name}."));

    [Fact]
    public void Every_query_starts_with_a_table_that_exists() =>
        Assert.All(Templates.Queries, query => Assert.Contains(FirstTable().Match(query.Query.Replace("${events}", "AppTraces", StringComparison.Ordinal)).Value, Tables));

    [Theory]
    [InlineData("infra/app/log-alerts.bicep")]
    [InlineData("infra/app/platform-alerts.bicep")]
    public void Every_alert_is_explained_to_who_gets_it(string file)
    {
        var explained = File.ReadAllLines(RepositoryFolder.File("docs/operations.md")).Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]);
        var rules = Regex.Split(Templates.Text(file), @"^var rules = \[", RegexOptions.Multiline)[1].Split("\n]")[0];
        var names = RuleName().Matches(rules).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(name, explained));
    }

    // The string literals that a name is compared with: Name == "a", Name in ("a", "b").
    private static IEnumerable<string> Names(string query, string name) =>
        Regex.Matches(query, name + @"\s*(?:==\s*|in\s*\()(?<list>""[^""]*""(?:,\s*""[^""]*"")*)")
            .SelectMany(match => match.Groups["list"].Value.Split(',', StringSplitOptions.TrimEntries))
            .Select(literal => literal.Trim('"'));

    [GeneratedRegex(@"Properties\.(\w+)")]
    private static partial Regex Dimension();

    [GeneratedRegex(@"(?<=^(?:union )?)(?!union)\w+")]
    private static partial Regex FirstTable();

    [GeneratedRegex(@"^    name: '([a-z-]+)'", RegexOptions.Multiline)]
    private static partial Regex RuleName();
}
