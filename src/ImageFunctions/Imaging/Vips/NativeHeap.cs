using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging.Vips;

/// <summary>
/// A setting of the C library's allocator. After the first large image glibc stops giving blocks of up to 32 MB back, and
/// its heaps, one per thread, keep the leftovers: half as much memory again as an image needs (docs/imaging.md has the
/// figures). A fixed bound keeps the reuse of middling blocks, which saves time, and returns the large ones.
/// </summary>
internal static partial class NativeHeap
{
    /// <summary>M_MMAP_THRESHOLD of glibc's malloc.h.</summary>
    private const int MmapThreshold = -3;

    private const int LargeBlockBytes = 16 << 20;

    public static void Tune()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = MallOpt(MmapThreshold, LargeBlockBytes);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no such setting, and not the habit either.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
