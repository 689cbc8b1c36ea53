using ImageFunctions.Testing;

namespace ImageFunctions.Infra.Tests;

public sealed class LintTests
{
    public static TheoryData<string> Environments =>
        [.. Directory.EnumerateFiles(RepositoryFolder.File("infra/environments"), "*.bicepparam").Select(file => Path.GetFileName(file))
            .Order()];

    [Fact]
    public void The_compiler_and_its_linter_have_nothing_to_say()
    {
        var lint = Bicep.Run("lint", Bicep.Template);

        Assert.Equal((0, "", ""), (lint.ExitCode, lint.Output, lint.Errors));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void An_environment_sets_only_parameters_that_exist(string file)
    {
        var built = Bicep.Run("build-params", RepositoryFolder.File($"infra/environments/{file}"), "--stdout");

        Assert.True(built.ExitCode == 0 && built.Errors.Length == 0, built.Errors);
    }

    [Fact]
    public void Everything_that_is_made_has_a_name_before_it_is_made() =>
        Assert.All(Deployment.Everything.Resources, resource => Assert.DoesNotContain("[", resource.Id, StringComparison.Ordinal));
}
