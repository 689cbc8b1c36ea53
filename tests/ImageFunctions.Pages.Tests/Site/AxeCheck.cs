using ImageFunctions.Testing;
using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>Asks axe-core what keeps people out of a page.</summary>
internal static class AxeCheck
{
    private static readonly Lazy<string> Script = new(() =>
    {
        var file = RepositoryFolder.File("node_modules/axe-core/axe.min.js");
        return File.Exists(file) ? File.ReadAllText(file)
            : throw new InvalidOperationException($"axe-core is not installed: run 'npm ci --ignore-scripts' in {RepositoryFolder.Root}.");
    });

    /// <summary>Serious and critical findings, each with the elements concerned.</summary>
    public static async Task<string[]> FindingsAsync(IPage page)
    {
        await page.EvaluateAsync(Script.Value + "\n;undefined");
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document)).violations
              .filter(found => ['serious', 'critical'].includes(found.impact))
              .map(found => `${found.id}: ${found.help} ${found.nodes.map(node =>
                `${node.target} (${node.any.map(check => check.message).join(' ')})`).join(', ')}`)
            """);
    }
}
