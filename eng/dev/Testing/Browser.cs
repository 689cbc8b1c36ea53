using ImageFunctions.Dev.Processes;

namespace ImageFunctions.Dev.Testing;

/// <summary>Finds or installs the browser that the page tests drive.</summary>
internal static class Browser
{
    // Chromium without windows: a page costs it half of the processor's time.
    private const string Shell = "chromium-headless-shell";

    private static readonly string[] Names =
        [Shell, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    /// <summary>The path of a Chromium-based browser, or null when there is none and it cannot be installed here.</summary>
    public static async Task<string?> FindOrInstallAsync(Screen screen, CancellationToken cancellationToken)
    {
        if (Executables.Find(Shell) is { } shell)
            return shell;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Executables.Find("apt-get") is { } aptGet)
            await InstallAsync(aptGet, screen, cancellationToken);
        var browser = Find();
        if (browser is null)
            screen.Warn("Chromium or Chrome is missing, so the page tests will fail: install one of them.");
        return browser;
    }

    private static async Task InstallAsync(string aptGet, Screen screen, CancellationToken cancellationToken)
    {
        screen.Say("Installing Chromium for the page tests (apt-get)");
        var lines = new List<string>();
        if (await RunAsync("update", "-q") && (await AddAsync(Shell) || Find() is not null || await AddAsync("chromium")))
            return;
        foreach (var line in lines.TakeLast(5))
            screen.From("apt-get", line);

        Task<bool> AddAsync(string package) => RunAsync("install", "-q", "-y", "--no-install-recommends", package);

        async Task<bool> RunAsync(params string[] arguments) => await Child.RunAsync(
            "apt-get", aptGet, arguments, line => { lock (lines) lines.Add(line); }, cancellationToken,
            environment: new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" }) == 0;
    }

    private static string? Find() => Names.Select(Executables.Find).Concat(UsualPlaces()).FirstOrDefault(File.Exists);

    private static IEnumerable<string> UsualPlaces()
    {
        if (OperatingSystem.IsMacOS())
            return
            [
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            ];
        if (!OperatingSystem.IsWindows())
            return [];
        Environment.SpecialFolder[] folders =
            [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86,
                Environment.SpecialFolder.LocalApplicationData];
        return folders.Select(Environment.GetFolderPath).SelectMany(folder => new[]
        {
            Path.Combine(folder, "Google", "Chrome", "Application", "chrome.exe"),
            Path.Combine(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
        });
    }
}
