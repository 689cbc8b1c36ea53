using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>
/// The C functions of libwebp that encode a still picture, and the leading fields of its two structures; documented in its
/// webp/encode.h. <see cref="WebPLibrary"/> finds the library.
/// </summary>
internal static unsafe partial class WebPNative
{
    public const string WebP = "libwebp";

    /// <summary>Only the high byte has to match the library's.</summary>
    public const int Abi = 0x0200;

    [LibraryImport(WebP, EntryPoint = "WebPGetEncoderVersion")]
    public static partial int EncoderVersion();

    [LibraryImport(WebP, EntryPoint = "WebPConfigInitInternal")]
    public static partial int ConfigInit(WebPConfig* config, int preset, float quality, int abi);

    [LibraryImport(WebP, EntryPoint = "WebPPictureInitInternal")]
    public static partial int PictureInit(WebPPicture* picture, int abi);

    [LibraryImport(WebP, EntryPoint = "WebPPictureImportRGB")]
    public static partial int ImportRgb(WebPPicture* picture, byte* rgb, int stride);

    [LibraryImport(WebP, EntryPoint = "WebPEncode")]
    public static partial int Encode(WebPConfig* config, WebPPicture* picture);

    [LibraryImport(WebP, EntryPoint = "WebPPictureFree")]
    public static partial void PictureFree(WebPPicture* picture);

    [LibraryImport(WebP, EntryPoint = "WebPFree")]
    public static partial void Free(nint memory);
}

/// <summary>WebPConfig. The rest is filled by <see cref="WebPNative.ConfigInit"/>, with room for what later versions add.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPConfig
{
    public int Lossless;
    public float Quality;
    public int Method;
    private fixed int _rest[61];
}

/// <summary>WebPPicture, with room for its private end.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebPPicture
{
    public int UseArgb;
    public int ColorSpace;
    public int Width;
    public int Height;
    private fixed long _planes[3];
    private readonly int _yStride;
    private readonly int _uvStride;
    private readonly nint _alpha;
    private readonly int _alphaStride;
    private fixed int _pad1[2];
    private readonly nint _argb;
    private readonly int _argbStride;
    private fixed int _pad2[3];
    public nint Writer;
    public nint CustomPointer;
    private readonly int _extraInfoType;
    private readonly nint _extraInfo;
    private readonly nint _statistics;
    public int ErrorCode;
    public nint ProgressHook;
    public nint UserData;
    private fixed long _rest[32];
}

/// <summary>WebPMemoryWriter: what its own writer collects.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WebPMemoryWriter
{
    public nint Memory;
    public nuint Size;
    public nuint Capacity;
    public nint Pad;
}

/// <summary>Owns memory from libwebp's allocator.</summary>
internal sealed class WebPMemory : SafeHandle
{
    public WebPMemory(nint memory)
        : base(0, ownsHandle: true) => SetHandle(memory);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        WebPNative.Free(handle);
        return true;
    }
}
