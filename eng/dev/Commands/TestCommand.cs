using System.CommandLine;
using System.Diagnostics;
using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;
using ImageFunctions.Dev.Testing;

namespace ImageFunctions.Dev.Commands;

/// <summary>test: builds the solution and runs all of its tests.</summary>
internal static class TestCommand
{
    private const string BrowserVariable = "IMAGEFUNCTIONS_TEST_BROWSER";
    private const string WholeVariable = "IMAGEFUNCTIONS_TEST_WHOLE";

    public static Command Create(Repository repository, Screen screen)
    {
        var filters = new Argument<string[]>("FILTER")
        {
            Description = "Parts of test names; without any, all tests run.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var command = new Command("test", "Runs every test; the last line counts them.") { filters };
        command.SetAction((parsed, cancellationToken) => RunAsync(repository, screen, parsed.GetValue(filters) ?? [], cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Repository repository, Screen screen, string[] filters, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var dotnet = new Dotnet(repository);
        var nodePackages = new NodePackages(repository, screen, development: true);
        var build = new Build(repository, dotnet, nodePackages, screen);
        var tests = SolutionFile.TestProjects(repository);
        string? browser = null;
        await Together.RunAsync(
            cancellationToken,
            token => build.RunAsync(repository.Solution, SolutionFile.Projects(repository), token),
            nodePackages.RequireNodeAsync,
            nodePackages.InstallAsync,
            async token => browser = tests.Any(HasPageTests) ? await Browser.FindOrInstallAsync(screen, token) : null);
        var environment = new Dictionary<string, string?>(Dotnet.ShortLived)
        {
            // Hexadecimal. The service is started some fifty times: code is compiled better only where it is called very often.
            ["DOTNET_TC_CallCountThreshold"] = "3000",
        };
        if (filters.Length == 0)
            environment[WholeVariable] = "1";
        if (browser is not null)
            environment[BrowserVariable] = browser;
        var totals = await new TestRun(repository, dotnet, screen, environment).RunAsync(tests, filters, cancellationToken);
        screen.Say($"{tests.Count} test projects in {clock.Elapsed.TotalSeconds:0} s");
        screen.Plain(totals.ToString());
        return totals is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }

    private static bool HasPageTests(string project) => SolutionFile.References(project, "Microsoft.Playwright");
}
