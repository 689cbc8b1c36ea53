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

    // Whoever sets the property himself knows what is missing.
    private static readonly string? Chosen = Environment.GetEnvironmentVariable("StandIns") is { Length: > 0 } names ? names : null;

    /// <summary>Restores the target unless that was done before, and leaves what is missing in <see cref="Dotnet.StandIns"/>.</summary>
    /// <param name="target">A project or the solution.</param>
    /// <param name="projects">The projects the target is made of.</param>
    /// <param name="again">Restore in any case.</param>
    /// <returns>Whether there was anything to do.</returns>
    /// <exception cref="StopException">Restoring fails for another reason than missing packages.</exception>
    public async Task<bool> RunAsync(string target, IReadOnlyList<string> projects, CancellationToken cancellationToken, bool again = false)
    {
        var state = RestoreState.Load(repository);
        var missing = new MissingPackages(repository.At("eng", "standins", "StandIns.Packages.props"), state.Missing);
        dotnet.StandIns = Chosen ?? state.StandIns;
        var needed = again || Chosen is not null || !state.Covers(projects);
        if (needed)
        {
            screen.Say("Restoring packages");
            await RestoreAsync(target, missing, cancellationToken);
            if (Chosen is null)
                (state with { Missing = [.. missing.Names], StandIns = dotnet.StandIns, Restored = DateTime.UtcNow }).Save(repository);
        }

        if (missing.Names.Count > 0)
            screen.Say($"{missing.Names.Count} packages are not in the package sources of this machine; building with the stand-ins in eng/standins instead.");
        return needed;
    }

    private async Task RestoreAsync(string target, MissingPackages missing, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var (exitCode, lines) = await dotnet.CaptureAsync(["restore", target, "-v", "quiet", "-nologo"], cancellationToken);
            if (exitCode == 0)
                return;
            if (Chosen is not null || round == MaxRounds || !missing.Add(lines))
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
