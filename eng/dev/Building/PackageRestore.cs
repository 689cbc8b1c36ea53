using System.Text.RegularExpressions;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>
/// Restores packages. Where the package source lacks the two analysis clients, and nothing else, it leaves the marker that makes
/// every build take the projects in eng/standins for them; a change to the packages, or a day, makes it ask the source again.
/// </summary>
public sealed partial class PackageRestore(Repository repository, Dotnet dotnet, Screen screen)
{
    private static readonly TimeSpan LifeOfMarker = TimeSpan.FromDays(1);

    private string Marker => Path.Combine(repository.State, "standins");

    /// <summary>Restores the target unless that was done before and nothing that decides the result has changed.</summary>
    /// <param name="target">A project or the solution.</param>
    /// <param name="projects">The projects the target is made of.</param>
    /// <param name="again">Restore in any case.</param>
    /// <returns>Whether there was anything to do.</returns>
    /// <exception cref="StopException">Restoring fails; its messages are on the screen.</exception>
    public async Task<bool> RunAsync(string target, IReadOnlyList<string> projects, CancellationToken cancellationToken, bool again = false)
    {
        var inputs = Inputs().Where(File.Exists).Max(File.GetLastWriteTimeUtc);
        var marked = File.Exists(Marker) ? File.GetLastWriteTimeUtc(Marker) : DateTime.MaxValue;
        if (marked < inputs || marked < DateTime.UtcNow - LifeOfMarker)
            File.Delete(Marker);
        var stamp = Path.Combine(repository.State, $"restored-{Path.GetFileNameWithoutExtension(target)}");
        var stamped = File.Exists(stamp) ? File.GetLastWriteTimeUtc(stamp) : DateTime.MinValue;
        var markerGone = marked != DateTime.MaxValue && !File.Exists(Marker);
        var needed = again || markerGone || stamped < inputs
            || !projects.Select(AssetsOf).All(assets => File.Exists(assets) && File.GetLastWriteTimeUtc(assets) <= stamped);
        if (needed)
        {
            using var step = screen.Step("Restoring packages");
            await RestoreAsync(target, cancellationToken);
            await File.WriteAllTextAsync(stamp, "", cancellationToken);
        }

        if (File.Exists(Marker))
            screen.Say($"The package source lacks {string.Join(" and ", StandIns())}: building with eng/standins instead.");
        return needed;
    }

    private async Task RestoreAsync(string target, CancellationToken cancellationToken)
    {
        string[] arguments = ["restore", target, "-v", "quiet", "-nologo"];
        var (exitCode, lines) = await dotnet.CaptureAsync(arguments, cancellationToken);
        if (exitCode != 0 && !File.Exists(Marker) && OnlyStandInsAreMissing(lines))
        {
            await File.WriteAllTextAsync(Marker, "", cancellationToken);
            (exitCode, lines) = await dotnet.CaptureAsync(arguments, cancellationToken);
        }

        if (exitCode == 0)
            return;
        foreach (var line in lines.Distinct())
            screen.Plain(line);
        throw new StopException("The packages could not be restored; the messages above say why.");
    }

    private bool OnlyStandInsAreMissing(IReadOnlyList<string> lines)
    {
        var errors = lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).ToArray();
        return errors.Length > 0
            && errors.All(line => Missing().Match(line) is { Success: true } match && StandIns().Contains(match.Groups["name"].Value));
    }

    private string[] StandIns() =>
        [.. Directory.GetDirectories(repository.At("eng", "standins")).Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)];

    private IEnumerable<string> Inputs()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var application = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        return
        [
            repository.Solution, repository.At("nuget.config"), repository.At("NuGet.Config"),
            repository.At("Directory.Packages.props"), repository.At("Directory.Build.props"), repository.At("Directory.Build.targets"),
            Path.Combine(application, "NuGet", "NuGet.Config"), Path.Combine(home, ".nuget", "NuGet", "NuGet.Config"),
            .. repository.SourceFiles("src", "tests", "bench", "eng")
                .Where(file => file.Extension is ".csproj" or ".props" or ".targets").Select(file => file.FullName),
        ];
    }

    private static string AssetsOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");

    // NU1101 no such package, NU1102 no such version, NU1103 only previews of it (learn.microsoft.com, NuGet errors).
    [GeneratedRegex(@"error NU110[123]: Unable to find (a stable )?package (?<name>[\w.-]*\w)")]
    private static partial Regex Missing();
}
