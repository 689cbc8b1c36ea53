using System.Diagnostics;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>Installs what package.json names: the storage emulator, the image library, the pages' assets, the benchmark's peer.</summary>
public sealed class NodePackages(Repository repository, Screen screen)
{
    private const int OldestMajor = 20;
    private const string WhatToInstall = "Node.js 22 or newer is missing (the storage emulator runs on it): install it from https://nodejs.org/";

    private readonly Lock _starting = new();
    private Task? _installation;

    /// <summary>The path of a Node that is new enough.</summary>
    /// <exception cref="StopException">There is none.</exception>
    public static async Task<string> RequireNodeAsync(CancellationToken cancellationToken)
    {
        var node = Executables.Require("node", WhatToInstall);
        var version = "";
        await using var child = Child.Start("node", node, ["--version"], line => version = line);
        await child.WaitAsync(cancellationToken);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < OldestMajor)
            throw new StopException($"Node.js {version} is too old for the storage emulator: install 22 or newer from https://nodejs.org/");
        return node;
    }

    /// <summary>Runs npm ci unless the installed packages are newer than the lock file; several may ask at once.</summary>
    /// <exception cref="StopException">npm is missing or fails; its messages are on the screen.</exception>
    public Task InstallAsync(CancellationToken cancellationToken)
    {
        lock (_starting)
            return _installation ??= InstallOnceAsync(cancellationToken);
    }

    private async Task InstallOnceAsync(CancellationToken cancellationToken)
    {
        // npm writes this file last, so it also tells a finished installation from a broken one.
        var installed = repository.At("node_modules", ".package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(repository.At("package-lock.json")))
            return;

        var npm = Executables.Require("npm", "npm is missing: it comes with Node.js, https://nodejs.org/");
        var clock = Stopwatch.StartNew();
        screen.Say("Installing the storage emulator and the pages' assets (npm ci)");
        var lines = new List<string>();
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
        await using var child = Child.Start("npm", npm, arguments, line => { lock (lines) lines.Add(line); }, repository.Root);
        if (await child.WaitAsync(cancellationToken) != 0)
        {
            foreach (var line in lines)
                screen.From("npm", line);
            throw new StopException("npm ci failed; the messages above say why.");
        }

        screen.Say($"Installed in {clock.Elapsed.TotalSeconds:0.0} s");
    }
}
