using System.Text.RegularExpressions;

namespace ImageFunctions.Dev.Building;

/// <summary>The projects that ImageFunctions.sln names.</summary>
public static partial class SolutionFile
{
    /// <summary>Full paths, in the order of the file.</summary>
    /// <exception cref="StopException">A project is named that is not there.</exception>
    public static IReadOnlyList<string> Projects(Repository repository)
    {
        string[] projects =
        [
            .. File.ReadLines(repository.Solution).Select(line => ProjectLine().Match(line)).Where(match => match.Success)
                .Select(match => repository.At(match.Groups["path"].Value.Split('\\', '/'))),
        ];
        if (projects.FirstOrDefault(project => !File.Exists(project)) is { } absent)
            throw new StopException($"ImageFunctions.sln names {repository.Relative(absent)}, which is not there.");
        return projects;
    }

    /// <summary>Those that a test runner can run.</summary>
    public static IReadOnlyList<string> TestProjects(Repository repository) =>
        [.. Projects(repository).Where(project => References(project, "Microsoft.NET.Test.Sdk"))];

    public static bool References(string project, string package) =>
        File.ReadAllText(project).Contains($"\"{package}\"", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""^Project\("[^"]+"\) = "[^"]+", "(?<path>[^"]+\.csproj)",""")]
    private static partial Regex ProjectLine();
}
