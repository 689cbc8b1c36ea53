using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Imaging;

/// <summary>Loads libvips once in a process and sets it up for a server that reads what strangers send.</summary>
internal static partial class VipsLibrary
{
    private static readonly Lock Gate = new();
    private static nint _handle;
    private static string? _path;
    private static string? _failure;

    /// <summary>8.18.7, once loaded.</summary>
    public static string Version => $"{VipsNative.Version(0)}.{VipsNative.Version(1)}.{VipsNative.Version(2)}";

    /// <summary>Loads the first library found. The answer, good or bad, holds for the life of the process.</summary>
    public static bool TryLoad(string? configuredPath, ILogger logger, out string reason)
    {
        lock (Gate)
        {
            if (_path is null && _failure is null)
            {
                _failure = Load(configuredPath);
                if (_path is not null)
                    LogLoaded(logger, Version, _path, WebPLibrary.Version is { } webP ? $"the system's libwebp {webP}" : "libvips");
            }

            reason = _failure ?? "";
            return _failure is null;
        }
    }

    private static string? Load(string? configuredPath)
    {
        string? tooOld = null;
        foreach (var candidate in VipsSearchPath.Candidates(configuredPath, AppContext.BaseDirectory))
        {
            if (!NativeLibrary.TryLoad(candidate, out _handle))
                continue;
            if (!NativeLibrary.TryGetExport(_handle, "vips_block_untrusted_set", out _))
            {
                tooOld = $"{candidate} is older than libvips 8.13.";
                continue;
            }

            NativeLibrary.SetDllImportResolver(typeof(VipsNative).Assembly, Resolve);
            var failure = Start();
            _path = failure is null ? candidate : null;
            if (failure is null)
                WebPLibrary.TryLoad();
            return failure;
        }

        return tooOld ?? (configuredPath is null
            ? "no libvips was found; see docs/imaging.md for the places searched."
            : "the library at Imaging:LibraryPath cannot be loaded.");
    }

    private static unsafe string? Start()
    {
        NativeHeap.Tune();

        // Damage is reported through fail-on; a warning per bad row would flood the host's log.
        VipsNative.LogSetDefaultHandler(&Discard, 0);
        if (VipsNative.Init("ImageFunctions") != 0)
            return $"libvips does not start: {VipsException.TakeMessage()}";
        VipsNative.CacheSetMax(0);
        VipsNative.ConcurrencySet(1);
        VipsNative.LeakSet(0);
        VipsNative.BlockUntrustedSet(1);
        return MissingOperation();
    }

    /// <summary>Distributions build libvips with more or fewer codecs: better known at start than at the first image.</summary>
    private static string? MissingOperation()
    {
        try
        {
            foreach (var name in new[] { "jpegload_buffer", "pngload_buffer", "gifload_buffer", "webpload_buffer", "jpegsave_buffer", "webpsave_buffer" })
                VipsOperation.Of(name).Dispose();
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name switch
    {
        VipsNative.Vips => _handle,
        VipsNative.GLib => Holder("g_free", "libglib-2.0-0.dll"),
        WebPNative.WebP => WebPLibrary.Handle,
        VipsNative.GObject => Holder("g_object_unref", "libgobject-2.0-0.dll"),
        _ => 0,
    };

    /// <summary>Looking a name up in an ELF or Mach-O library also searches what it depends on; a DLL does not.</summary>
    private static nint Holder(string export, string neighbour) =>
        NativeLibrary.TryGetExport(_handle, export, out _) ? _handle : NativeLibrary.Load(neighbour);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void Discard(byte* domain, int level, byte* message, void* data)
    {
    }

    [LoggerMessage(3002, LogLevel.Information, "libvips {Version} loaded from {Path}; opaque WebP is encoded by {Encoder}.")]
    private static partial void LogLoaded(ILogger logger, string version, string path, string encoder);
}
