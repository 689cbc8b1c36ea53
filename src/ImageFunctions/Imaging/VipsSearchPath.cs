using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>Where libvips may be, the best place first.</summary>
internal static class VipsSearchPath
{
    /// <summary>
    /// The configured path and nothing else; or NetVips.Native's file beside the app; the system's; the one inside npm's
    /// <c>@img/sharp-libvips-*</c> in any folder above the app.
    /// </summary>
    public static IEnumerable<string> Candidates(string? configuredPath, string appFolder)
    {
        if (!string.IsNullOrWhiteSpace(configuredPath))
        {
            yield return configuredPath;
            yield break;
        }

        var file = FileName;
        yield return Path.Combine(appFolder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file);
        yield return Path.Combine(appFolder, "runtimes", $"{Platform("win", "osx", "linux")}-{Cpu}", "native", file);
        yield return Path.Combine(appFolder, file);

        // A bare name goes to the operating system's own search.
        yield return file;

        foreach (var path in NpmCopies(appFolder))
            yield return path;
    }

    private static string FileName => Platform("libvips-42.dll", "libvips.42.dylib", "libvips.so.42");

    private static string Cpu => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static IEnumerable<string> NpmCopies(string appFolder)
    {
        var package = OperatingSystem.IsWindows() ? "sharp" : "sharp-libvips";
        var musl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "musl" : "";
        var name = $"{package}-{Platform("win32", "darwin", "linux")}{musl}-{Cpu}";
        for (var folder = new DirectoryInfo(appFolder); folder is not null; folder = folder.Parent)
        {
            var lib = Path.Combine(folder.FullName, "node_modules", "@img", name, "lib");
            if (!Directory.Exists(lib))
                continue;
            foreach (var path in Directory.GetFiles(lib, Platform("libvips-42.dll", "libvips-cpp*.dylib", "libvips-cpp.so*")))
                yield return path;
        }
    }

    private static string Platform(string windows, string mac, string linux) =>
        OperatingSystem.IsWindows() ? windows : OperatingSystem.IsMacOS() ? mac : linux;
}
