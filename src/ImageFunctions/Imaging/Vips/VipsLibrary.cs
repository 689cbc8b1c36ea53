using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Sets libvips up, once in a process, for a server that reads what strangers send.</summary>
internal static class VipsLibrary
{
    private static readonly Lazy<string?> Failure = new(Start);
    private static readonly Lazy<bool> AvifEncoder = new(TryAvif);

    /// <summary>8.18.7, once started.</summary>
    public static string Version => $"{NetVips.NetVips.Version(0)}.{NetVips.NetVips.Version(1)}.{NetVips.NetVips.Version(2)}";

    /// <summary>Whether this build of libvips has an encoder for AVIF: libheif may be there without one.</summary>
    public static bool WritesAvif => AvifEncoder.Value;

    /// <summary>Says in one sentence why libvips cannot be had here, or null. The answer holds for the life of the process.</summary>
    public static string? TryStart() => Failure.Value;

    private static bool TryAvif()
    {
        try
        {
            using var dot = Image.Black(16, 16, bands: 3);
            return dot.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1).Length > 0;
        }
        catch (VipsException)
        {
            return false;
        }
    }

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
