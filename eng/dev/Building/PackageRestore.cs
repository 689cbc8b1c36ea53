using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>
/// Restores packages; where the sources lack some, finds out which by trying and tells later builds by the StandIns
/// property (design: eng/standins).
/// </summary>
public sealed class PackageRestore(Repository repository, Dotnet dotnet, Screen screen)
{
    // Each round can uncover packages behind the ones stood in for; more than a few rounds mean something else is wrong.
    private const int MaxRounds = 5;

    private readonly bool _chosen = Environment.GetEnvironmentVariable("StandIns") is { Length: > 0 };

    /// <summary>Restores the target unless that was done before, and leaves what is missing in <see cref="Dotnet.StandIns"/>.</summary>
    /// <param name="target">A project or the solution.</param>
    /// <exception cref="StopException">Restoring fails for another reason than missing packages.</exception>
    public async Task RunAsync(string target, IReadOnlyList<string> projects, CancellationToken cancellationToken)
    {
        var state = RestoreState.Load(repository);
        var missing = new MissingPackages(repository.At("eng", "standins", "StandIns.Packages.props"), state.Missing);
        dotnet.StandIns = _chosen ? Environment.GetEnvironmentVariable("StandIns")! : state.StandIns;
        var covered = !_chosen && state.Covers(target, projects);
        if (!covered)
        {
            screen.Say("Restoring packages");
            await RestoreAsync(target, missing, cancellationToken);
            state.Restored[target] = DateTime.UtcNow;
            (state with { Missing = [.. missing.Names], StandIns = dotnet.StandIns }).Save(repository);
        }

        if (missing.Names.Count > 0)
            screen.Say($"{missing.Names.Count} packages are not in the package sources of this machine; building with the stand-ins in eng/standins instead.");
    }

    private async Task RestoreAsync(string target, MissingPackages missing, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var (exitCode, lines) = await dotnet.CaptureAsync(["restore", target, "-v", "quiet", "-nologo"], cancellationToken);
            if (exitCode == 0)
                return;
            if (_chosen || round == MaxRounds || !missing.Add(lines))
                throw Failure(lines);
            dotnet.StandIns = missing.AsProperty();
        }
    }

    private StopException Failure(IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Distinct())
            screen.Plain(line);
        return new StopException("The packages could not be restored; the messages above say why.");
    }
}
