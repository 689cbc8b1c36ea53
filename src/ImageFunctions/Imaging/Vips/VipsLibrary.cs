using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Sets libvips up, once in a process, for a server that reads what strangers send.</summary>
internal static class VipsLibrary
{
    private static readonly Lazy<string?> Failure = new(Start);

    /// <summary>8.18.7, once started.</summary>
    public static string Version => $"{NetVips.NetVips.Version(0)}.{NetVips.NetVips.Version(1)}.{NetVips.NetVips.Version(2)}";

    /// <summary>Says in one sentence why libvips cannot be had here, or null. The answer holds for the life of the process.</summary>
    public static string? TryStart() => Failure.Value;

    private static string? Start()
    {
        NativeHeap.Tune();
        if (!ModuleInitializer.VipsInitialized)
            return $"its native library does not load: {ModuleInitializer.Exception?.Message}";

        // Damage is reported through fail-on; a warning per bad row would flood the host's log.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.AllButFatal, static (_, _, _) => { });
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        return null;
    }
}
