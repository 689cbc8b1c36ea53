using Microsoft.Playwright;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>The browser that the page tests drive. Without one they fail: a page that nobody has seen is not tested.</summary>
internal static class Chromium
{
    // The first is set by the front end, the second is how CI images name theirs.
    private static readonly string[] Variables = ["IMAGEFUNCTIONS_TEST_BROWSER", "CHROMIUM_PATH"];

    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    // What a browser does for its own sake only disturbs.
    private static readonly string[] Quiet =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync"];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            Headless = true,
            // Root has no sandbox.
            Args = Environment.IsPrivilegedProcess ? [.. Quiet, "--no-sandbox"] : Quiet,
        });

    private static string Find() =>
        Variables.Select(Environment.GetEnvironmentVariable).Concat(Places).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("The page tests need Chromium, Chrome or Edge: install one, or name it in CHROMIUM_PATH.");
}
