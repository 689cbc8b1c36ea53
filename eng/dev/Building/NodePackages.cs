using System.Text.Json.Nodes;
using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>Installs what package.json names: what runs (the storage emulator, the API page) and, for development, the tools.</summary>
/// <param name="development">Whether the tools of tests and measurements are needed too.</param>
public sealed class NodePackages(Repository repository, Screen screen, bool development = false)
{
    // The oldest that the storage emulator supports; package.json and the documents say the same.
    private const int OldestMajor = 22;
    private const string WhatToInstall = "Node.js 22 or later is missing (the storage emulator runs on it): install it from "
        + "https://nodejs.org/";

    private readonly Lock _starting = new();
    private Task? _installation;

    /// <summary>The path of Node; says so when it is older than it should be.</summary>
    /// <exception cref="StopException">There is none.</exception>
    public async Task<string> RequireNodeAsync(CancellationToken cancellationToken)
    {
        var node = Executables.Require("node", WhatToInstall);
        var version = "";
        await using var child = Child.Start("node", node, ["--version"], line => version = line);
        await child.WaitAsync(cancellationToken);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < OldestMajor)
            screen.Warn($"Node.js {version} is older than {OldestMajor}, the oldest that the storage emulator supports: it may not start.");
        return node;
    }

    /// <summary>Runs npm ci unless what is needed is installed and newer than the lock file; several may ask at once.</summary>
    /// <exception cref="StopException">npm is missing or fails; its messages are on the screen.</exception>
    public Task InstallAsync(CancellationToken cancellationToken)
    {
        lock (_starting)
            return _installation ??= InstallOnceAsync(cancellationToken);
    }

    private async Task InstallOnceAsync(CancellationToken cancellationToken)
    {
        if (IsInstalled())
            return;

        var npm = Executables.Require("npm", "npm is missing: it comes with Node.js, https://nodejs.org/");
        using var step = screen.Step(
            development ? "Installing the emulator and the tests' tools (npm)" : "Installing the storage emulator (npm)");
        var lines = new List<string>();
        string[] arguments =
        [
            "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error",
            .. development ? [] : new[] { "--omit=dev" },
        ];
        await using var child = Child.Start("npm", npm, arguments, line => { lock (lines) lines.Add(line); }, repository.Root);
        if (await child.WaitAsync(cancellationToken) != 0)
        {
            foreach (var line in lines)
                screen.From("npm", line);
            throw new StopException("npm ci failed; the messages above say why.");
        }
    }

    private bool IsInstalled()
    {
        // npm writes this file last, so it also tells a finished installation from a broken one.
        var installed = repository.At("node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(repository.At("package-lock.json"))
            && (!development || Tools().All(tool => Directory.Exists(repository.At("node_modules", tool))));
    }

    private IEnumerable<string> Tools() =>
        JsonNode.Parse(File.ReadAllText(repository.At("package.json")))!["devDependencies"]!.AsObject().Select(tool => tool.Key);
}
