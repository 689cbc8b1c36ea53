using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging.Vips;

/// <summary>
/// Two settings of the C library's allocator. After the first large image glibc stops giving blocks of up to 32 MB back, and
/// its heaps, one per thread, keep the leftovers: half as much memory again as an image needs (docs/imaging.md has the
/// figures). A fixed bound keeps the reuse of middling blocks, which saves time, and returns the large ones. Whoever sets it has to say
/// too how much a heap may keep at its end, which else is 128 kB: each picture would fetch its memory anew, 2 to 3 % of its time.
/// </summary>
internal static partial class NativeHeap
{
    /// <summary>M_MMAP_THRESHOLD of glibc's malloc.h.</summary>
    private const int MmapThreshold = -3;

    /// <summary>M_TRIM_THRESHOLD: of free memory at a heap's end.</summary>
    private const int TrimThreshold = -1;

    private const int LargeBlockBytes = 16 << 20;

    public static void Tune()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = MallOpt(MmapThreshold, LargeBlockBytes);
            _ = MallOpt(TrimThreshold, LargeBlockBytes);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has no such setting, and not the habit either.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
