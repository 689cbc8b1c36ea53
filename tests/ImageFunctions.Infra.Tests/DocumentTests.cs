using System.Text.RegularExpressions;
using ImageFunctions.Testing;
using YamlDotNet.RepresentationModel;

namespace ImageFunctions.Infra.Tests;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(RepositoryFolder.File("docs"), "*.md").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Documents))]
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
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(RepositoryFolder.File("azure.yaml"))));
        var hooks = ((YamlMappingNode)yaml.Documents[0].RootNode["hooks"]).Children.Values.ToList();
        var scripts = hooks.SelectMany(hook => new[] { hook["posix"]["run"].ToString(), hook["windows"]["run"].ToString() })
            .Where(run => run.StartsWith("./", StringComparison.Ordinal));

        Assert.All(scripts, script => Assert.True(File.Exists(RepositoryFolder.File(script)), $"{script} does not exist."));
        Assert.All(hooks,
            hook => Assert.Equal(
                Path.ChangeExtension(hook["posix"]["run"].ToString(), null),
                Path.ChangeExtension(hook["windows"]["run"].ToString(), null)));
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
