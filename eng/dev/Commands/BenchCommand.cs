using System.CommandLine;
using System.Runtime.InteropServices;
using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Commands;

/// <summary>bench, fuzz, soak and load: the long runs of the bench project, compiled as for deployment.</summary>
internal static class BenchCommand
{
    // As the bench project marks a line that the next one takes the place of.
    private const string ProgressMark = "… ";

    /// <param name="verb">What comes before the caller's own arguments.</param>
    public static Command Create(string name, string description, string[] verb, Repository repository, Screen screen)
    {
        var arguments = new Argument<string[]>("args")
        {
            Description = "Handed on to the bench project.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var command = new Command(name, description) { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
        {
            string[] handedOn = [.. verb, .. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens];
            return RunAsync(handedOn, repository, screen, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string[] arguments, Repository repository, Screen screen, CancellationToken cancellationToken)
    {
        var project = repository.BenchProject;

        var dotnet = new Dotnet(repository);
        await Together.RunAsync(
            cancellationToken,
            token => InstallAsync(arguments, repository, screen, token),
            token => new PackageRestore(repository, dotnet, screen).RunAsync(project, [project], token));
        var program = repository.At("artifacts", "bench", "program");
        string[] publish =
            ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", program, "-v", "quiet", "-nologo"];
        if (await dotnet.RunAsync(publish, screen.Plain, cancellationToken) != 0)
            throw new StopException("The bench project could not be published; the messages above say why.");
        return await dotnet.RunAsync([Path.Combine(program, "ImageFunctions.Bench.dll"), .. arguments], Show, cancellationToken);

        void Show(string line)
        {
            if (line.StartsWith(ProgressMark, StringComparison.Ordinal))
                screen.Progress(line[ProgressMark.Length..]);
            else
                screen.Plain(line);
        }
    }

    private static async Task InstallAsync(string[] arguments, Repository repository, Screen screen, CancellationToken cancellationToken)
    {
        await new NodePackages(repository, screen, development: true).InstallAsync(cancellationToken);
        if (arguments is ["service", ..])
            await new NodeFolder(repository.At("bench", "reference"), screen).InstallAsync("the reference service", cancellationToken);
    }
}
