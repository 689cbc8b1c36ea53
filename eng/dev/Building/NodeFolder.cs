using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>A folder with npm packages and their lock file.</summary>
internal sealed class NodeFolder(string folder, Screen screen)
{
    /// <summary>Runs npm ci unless what is installed is newer than the lock file.</summary>
    /// <param name="what">What is installed, for the screen.</param>
    /// <param name="options">More of them for npm.</param>
    /// <param name="again">Install in any case.</param>
    /// <exception cref="StopException">npm is missing or fails; its messages are on the screen.</exception>
    public async Task InstallAsync(string what, CancellationToken cancellationToken, string[]? options = null, bool again = false)
    {
        // npm writes this file last, so it also tells a finished installation from a broken one.
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        var wanted = Path.Combine(folder, "package-lock.json");
        if (!again && File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted))
            return;
        var npm = Executables.Require("npm", "npm is missing: it comes with Node.js, https://nodejs.org/");
        using var step = screen.Step($"Installing {what} (npm)");
        var lines = new List<string>();
        string[] arguments =
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", .. options ?? []];
        if (await Child.RunAsync("npm", npm, arguments, line => { lock (lines) lines.Add(line); }, cancellationToken, folder) == 0)
            return;
        foreach (var line in lines)
            screen.From("npm", line);
        throw new StopException("npm ci failed; the messages above say why.");
    }
}
