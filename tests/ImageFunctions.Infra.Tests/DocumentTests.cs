using System.Text.RegularExpressions;
using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

public sealed partial class DocumentTests
{
    private const int SourceRows = 232;

    [Fact]
    public void Every_row_of_the_source_systems_has_a_line()
    {
        var rows = File.ReadLines(RepositoryFolder.File("docs/coverage.md")).Select(line => Row().Match(line)).Where(match => match.Success)
            .SelectMany(match => Expand(match.Groups["from"].Value, match.Groups["to"].Value));

        Assert.Equal(Enumerable.Range(1, SourceRows), rows.Order());
    }

    [Theory]
    [InlineData("deploy.md")]
    [InlineData("operations.md")]
    [InlineData("costs.md")]
    [InlineData("security.md")]
    [InlineData("troubleshooting.md")]
    [InlineData("coverage.md")]
    public void Every_link_within_the_repository_leads_somewhere(string file)
    {
        var folder = RepositoryFolder.File("docs");
        var links = Link().Matches(File.ReadAllText(Path.Combine(folder, file))).Select(match => match.Groups[1].Value)
            .Where(link => !link.StartsWith("http", StringComparison.Ordinal) && !link.StartsWith('#'));

        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link.Split('#')[0])), $"{link} does not exist."));
    }

    [Fact]
    public void Every_hook_exists_for_both_kinds_of_shell()
    {
        var hooks = Hook().Matches(File.ReadAllText(RepositoryFolder.File("azure.yaml"))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(hooks);
        Assert.All(hooks, hook => Assert.True(File.Exists(RepositoryFolder.File(hook)), $"{hook} does not exist."));
        Assert.Equal(hooks.Where(hook => hook.EndsWith(".sh", StringComparison.Ordinal)).Select(hook => hook[..^3]).Order(),
            hooks.Where(hook => hook.EndsWith(".ps1", StringComparison.Ordinal)).Select(hook => hook[..^4]).Order());
    }

    private static IEnumerable<int> Expand(string from, string to)
    {
        var first = int.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(first, to.Length == 0 ? 1 : int.Parse(to, System.Globalization.CultureInfo.InvariantCulture) - first + 1);
    }

    [GeneratedRegex(@"^\| (?<from>\d+)(?:–(?<to>\d+))? \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"run: (?:\./)?(\S+\.(?:sh|ps1))")]
    private static partial Regex Hook();
}
