using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>Restores and builds a project or the solution, and does nothing when nothing has changed since.</summary>
public sealed class Build(Repository repository, Dotnet dotnet, Screen screen)
{
    private static readonly string[] SourceFolders = ["src", "tests", "eng"];

    private static readonly string[] RootFiles =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        ".editorconfig", "global.json", "host.json", "local.settings.json", "ImageFunctions.sln",
    ];

    /// <param name="target">A project or the solution.</param>
    /// <param name="projects">The projects whose packages the target needs.</param>
    /// <exception cref="StopException">Restoring or building fails; the messages are on the screen.</exception>
    public async Task RunAsync(string target, IReadOnlyList<string> projects, CancellationToken cancellationToken)
    {
        await new PackageRestore(repository, dotnet, screen).RunAsync(target, projects, cancellationToken);

        var stamp = Path.Combine(repository.State, $"built-{Path.GetFileNameWithoutExtension(target)}.txt");
        var fingerprint = Fingerprint();
        if (projects.All(IsBuilt) && File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == fingerprint)
            return;

        var clock = Stopwatch.StartNew();
        screen.Say($"Building {Path.GetFileName(target)}");
        var (exitCode, lines) = await dotnet.CaptureAsync(
            ["build", target, "--no-restore", "-v", "quiet", "-nologo", "-clp:NoSummary"], cancellationToken);
        foreach (var line in lines.Where(line => exitCode != 0 || line.Contains(": warning ", StringComparison.Ordinal)).Distinct())
            screen.Plain(line);
        if (exitCode != 0)
            throw new StopException("The build failed; the messages above say why.");
        await File.WriteAllTextAsync(stamp, fingerprint, cancellationToken);
        screen.Say($"Built in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private static bool IsBuilt(string project) => File.Exists(Path.Combine(
        Path.GetDirectoryName(project)!, "bin", "Debug", "net10.0", Path.GetFileNameWithoutExtension(project) + ".dll"));

    // Names, sizes and times: reading a few hundred directory entries takes milliseconds, an idle build takes seconds.
    private string Fingerprint()
    {
        var files = repository.SourceFiles(SourceFolders).Concat(RootFiles.Select(name => new FileInfo(repository.At(name))))
            .Where(file => file.Exists)
            .Select(file => $"{repository.Relative(file.FullName)}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")
            .Order(StringComparer.Ordinal);
        var text = string.Join('\n', files.Append(dotnet.StandIns).Append(Environment.Version.ToString()));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
