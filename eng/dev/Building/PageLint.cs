using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>
/// Checks the pages' code with ESLint and TypeScript, which are installed in a folder of their own: nothing else needs them.
/// </summary>
internal sealed class PageLint(Repository repository, Screen screen)
{
    private readonly string _folder = repository.At("eng", "lint");

    /// <exception cref="StopException">Something was found; it is on the screen.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var node = await new NodePackages(repository, screen).RequireNodeAsync(cancellationToken);
        await new NodeFolder(repository, screen, "ESLint and TypeScript").InstallAsync(_folder, cancellationToken);
        screen.Say("Checking the pages' code");
        var lint = Path.Combine("eng", "lint");
        string[] style =
            [Module("eslint", "bin", "eslint.js"), "--config", Path.Combine(lint, "eslint.config.mjs"), "src/ImageFunctions/wwwroot"];
        string[] types = [Module("typescript", "bin", "tsc"), "-p", Path.Combine(lint, "jsconfig.json")];
        foreach (var arguments in new[] { style, types })
            if (await RunAsync("lint", node, arguments, screen.Plain, repository.Root, cancellationToken) != 0)
                throw new StopException("The pages' code has faults; the messages above say which.");

        string Module(params string[] parts) => Path.Combine([lint, "node_modules", .. parts]);
    }

    private static async Task<int> RunAsync(
        string name, string file, string[] arguments, Action<string> onLine, string folder, CancellationToken cancellationToken)
    {
        await using var child = Child.Start(name, file, arguments, onLine, folder);
        return await child.WaitAsync(cancellationToken);
    }
}
