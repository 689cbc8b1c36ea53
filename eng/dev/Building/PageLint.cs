using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Building;

/// <summary>
/// Checks the pages' code with ESLint and TypeScript, which are installed in a folder of their own: nothing else needs them.
/// </summary>
internal sealed class PageLint(Repository repository, Screen screen)
{
    /// <exception cref="StopException">Something was found; it is on the screen.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lint = Path.Combine("eng", "lint");
        var node = await new NodePackages(repository, screen).RequireNodeAsync(cancellationToken);
        await new NodeFolder(repository.At(lint), screen).InstallAsync("ESLint and TypeScript", cancellationToken);
        screen.Say("Checking the pages' code");
        string[] style =
            [Module("eslint", "bin", "eslint.js"), "--config", Path.Combine(lint, "eslint.config.mjs"), "src/ImageFunctions/wwwroot"];
        string[] types = [Module("typescript", "bin", "tsc"), "-p", Path.Combine(lint, "jsconfig.json")];
        foreach (var arguments in new[] { style, types })
            if (await Child.RunAsync("lint", node, arguments, screen.Plain, cancellationToken, repository.Root) != 0)
                throw new StopException("The pages' code has faults; the messages above say which.");

        string Module(params string[] parts) => Path.Combine([lint, "node_modules", .. parts]);
    }
}
