using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>Packages that one command alone needs, in a folder of their own with its own lock file.</summary>
/// <param name="what">What they are, for the screen.</param>
internal sealed class NodeFolder(Repository repository, Screen screen, string what)
{
    /// <summary>Runs npm ci unless what is installed is newer than the lock file.</summary>
    /// <exception cref="StopException">npm is missing or fails; its messages are on the screen.</exception>
    public async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        // npm writes this file last.
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        var wanted = Path.Combine(folder, "package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted))
            return;
        screen.Say($"Installing {what} (npm ci in {repository.Relative(folder)})");
        var npm = Executables.Require("npm", "npm is missing: it comes with Node.js, https://nodejs.org/");
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
        await using var child = Child.Start("npm", npm, arguments, screen.Plain, folder);
        if (await child.WaitAsync(cancellationToken) != 0)
            throw new StopException("npm ci failed; the messages above say why.");
    }
}
