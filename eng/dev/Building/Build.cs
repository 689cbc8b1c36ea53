using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>
/// Restores and builds a project or the solution with the npm assets it copies; does nothing when nothing has changed since.
/// </summary>
public sealed class Build(Repository repository, Dotnet dotnet, NodePackages nodePackages, Screen screen)
{
    // "Package … was not found. It might have been deleted since NuGet restore." (the SDK's message)
    private const string PackageGone = "NETSDK1064";
    private const string Analyzed = " analyzed";

    private static readonly string[] RootFiles =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        ".editorconfig", "global.json", "host.json", "local.settings.json", "package-lock.json", "ImageFunctions.sln",
    ];

    /// <param name="target">A project or the solution.</param>
    /// <param name="projects">The projects the target is made of.</param>
    /// <param name="analyze">Runs the code analysers too, which takes as long as the compilation itself.</param>
    /// <exception cref="StopException">Restoring or building fails; the messages are on the screen.</exception>
    public async Task RunAsync(string target, IReadOnlyList<string> projects, CancellationToken cancellationToken, bool analyze = false)
    {
        var restore = new PackageRestore(repository, dotnet, screen);
        var restored = false;
        await Together.RunAsync(
            cancellationToken,
            nodePackages.InstallAsync,
            async token => restored = await restore.RunAsync(target, projects, token));
        // Of each project, so that what was built for one target need not be built again for another.
        var stamps = projects.ToDictionary(
            project => Path.Combine(repository.State, $"built-{Path.GetFileNameWithoutExtension(project)}.txt"),
            project => Fingerprint([project]));
        if (projects.All(IsBuilt) && stamps.All(stamp => IsCurrent(stamp.Key, stamp.Value, analyze)))
            return;

        using var step = screen.Step($"Building {Path.GetFileNameWithoutExtension(target)}");
        var (exitCode, lines) = await BuildAsync(target, analyze, cancellationToken);
        if (exitCode != 0 && !restored && lines.Any(line => line.Contains(PackageGone, StringComparison.Ordinal)))
        {
            await restore.RunAsync(target, projects, cancellationToken, again: true);
            (exitCode, lines) = await BuildAsync(target, analyze, cancellationToken);
        }

        Show(exitCode, lines);
        if (exitCode != 0)
            throw new StopException("The build failed; the messages above say why.");
        foreach (var (stamp, fingerprint) in stamps)
            await File.WriteAllTextAsync(stamp, analyze ? fingerprint + Analyzed : fingerprint, cancellationToken);
    }

    private static bool IsCurrent(string stamp, string fingerprint, bool analyze) =>
        File.Exists(stamp) && File.ReadAllText(stamp) is var built
        && (built == fingerprint + Analyzed || (built == fingerprint && !analyze));

    // What was compiled without the analysers is up to date for the SDK, so analysing means compiling all of it.
    private Task<(int ExitCode, IReadOnlyList<string> Lines)> BuildAsync(
        string target, bool analyze, CancellationToken cancellationToken) =>
        dotnet.CaptureAsync(
            [
                "build", target, "--no-restore", "-v", "quiet", "-nologo", "-p:Strict=true",
                analyze ? "--no-incremental" : "-p:RunAnalyzers=false"
            ],
            cancellationToken, Dotnet.ShortLived);

    private void Show(int exitCode, IReadOnlyList<string> lines)
    {
        var explained = exitCode == 0 || lines.Any(IsMessage);
        foreach (var line in lines.Where(line => !explained || IsMessage(line)).Distinct())
            screen.Plain(line);
    }

    private static bool IsMessage(string line) =>
        line.Contains("error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal);

    private static bool IsBuilt(string project) => File.Exists(Path.Combine(
        Path.GetDirectoryName(project)!, "bin", "Debug", "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll"));

    // Names, sizes and times: reading a few hundred directory entries takes milliseconds, an idle build takes seconds.
    private string Fingerprint(IEnumerable<string> projects)
    {
        var folders = projects.Select(project => Path.GetDirectoryName(project)!).Append(repository.At("eng", "standins"));
        var files = repository.SourceFiles(folders).Concat(RootFiles.Select(name => new FileInfo(repository.At(name))))
            .Where(file => file.Exists)
            .Select(file => $"{repository.Relative(file.FullName)}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")
            .Order(StringComparer.Ordinal);
        var text = string.Join('\n', files.Append(Environment.Version.ToString()));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
