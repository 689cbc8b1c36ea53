using System.CommandLine;
using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Commands;

/// <summary>check: formatting and code analysis of services and pages, without changing a file.</summary>
internal static class CheckCommand
{
    public static Command Create(Repository repository, Screen screen)
    {
        var command = new Command("check", "Verifies formatting and code analysis of the whole solution.");
        command.SetAction((_, cancellationToken) => RunAsync(repository, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Repository repository, Screen screen, CancellationToken cancellationToken)
    {
        var dotnet = new Dotnet(repository);
        // Warnings are errors.
        var build = new Build(repository, dotnet, new NodePackages(repository, screen), screen);
        await build.RunAsync(repository.Solution, SolutionFile.Projects(repository), cancellationToken, analyze: true);
        // It stands in no solution, uses the app's own types, and is published only when somebody measures.
        await build.RunAsync(repository.BenchProject, [repository.BenchProject], cancellationToken);

        await new PageLint(repository, screen).RunAsync(cancellationToken);

        screen.Say("Checking the formatting");
        // The first also sees what no project of the solution holds: dev.cs and the stand-ins.
        string[] everywhere = ["format", "whitespace", ".", "--folder", "--verify-no-changes", "--exclude", "node_modules", "artifacts"];
        string[] solution = ["format", Path.GetFileName(repository.Solution), "--verify-no-changes", "--no-restore"];
        foreach (var arguments in new[] { everywhere, solution })
            if (await dotnet.RunAsync(arguments, screen.Plain, cancellationToken) != 0)
                throw new StopException($"Some files are not formatted: 'dotnet "
                    + $"{string.Join(' ', arguments.Where(word => word != "--verify-no-changes"))}' mends them.");
        screen.Say("Formatting and analysis are in order");
        return 0;
    }
}
