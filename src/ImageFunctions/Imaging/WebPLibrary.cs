using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>
/// The system's libwebp, where there is one. Handing it the pixels ourselves makes the same file as libvips does with the
/// one inside it, for an eighth less CPU time and less memory (docs/imaging.md).
/// </summary>
internal static class WebPLibrary
{
    // No name for Windows: it would look for the file in folders that others may write to.
    private static readonly string? FileName =
        !Environment.Is64BitProcess ? null : OperatingSystem.IsLinux() ? "libwebp.so.7" : OperatingSystem.IsMacOS() ? "libwebp.7.dylib" : null;

    /// <summary>0 until loaded.</summary>
    public static nint Handle { get; private set; }

    /// <summary>The function that collects the output in memory.</summary>
    public static nint MemoryWriter { get; private set; }

    /// <summary>1.2.4; null where there is none that can be used.</summary>
    public static string? Version { get; private set; }

    /// <summary>Loads it, once <see cref="VipsLibrary"/> answers for its name.</summary>
    public static unsafe void TryLoad()
    {
        if (FileName is null || !NativeLibrary.TryLoad(FileName, out var handle) || !NativeLibrary.TryGetExport(handle, "WebPMemoryWrite", out var writer))
            return;
        (Handle, MemoryWriter) = (handle, writer);
        WebPConfig config;
        WebPPicture picture;
        if (WebPNative.ConfigInit(&config, 0, 75, WebPNative.Abi) == 0 || WebPNative.PictureInit(&picture, WebPNative.Abi) == 0)
            return;
        var version = WebPNative.EncoderVersion();
        Version = $"{version >> 16}.{(version >> 8) & 0xFF}.{version & 0xFF}";
    }
}
