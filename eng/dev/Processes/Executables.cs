namespace ImageFunctions.Dev.Processes;

/// <summary>Finds programs on the PATH, with the endings Windows runs.</summary>
public static class Executables
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];

    /// <summary>The full path of the first match, or null.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .SelectMany(folder => Endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="StopException">Not on the PATH; the sentence says what to install.</exception>
    public static string Require(string name, string whatToInstall) => Find(name) ?? throw new StopException(whatToInstall);
}
