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
        await Child.RunAsync("node", node, ["--version"], line => version = line, cancellationToken);
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

    private Task InstallOnceAsync(CancellationToken cancellationToken)
    {
        var folder = new NodeFolder(repository.Root, screen);
        return development
            ? folder.InstallAsync("the emulator and the tests' tools", cancellationToken, again: !Tools().All(IsThere))
            : folder.InstallAsync("the storage emulator", cancellationToken, ["--omit=dev"]);

        bool IsThere(string tool) => Directory.Exists(repository.At("node_modules", tool));
    }

    private IEnumerable<string> Tools() =>
        JsonNode.Parse(File.ReadAllText(repository.At("package.json")))!["devDependencies"]!.AsObject().Select(tool => tool.Key);
}
