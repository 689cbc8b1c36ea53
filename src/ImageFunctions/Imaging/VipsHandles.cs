using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>What libvips said. Its text may repeat parts of the image's metadata: for the log's detail, never for callers.</summary>
internal sealed class VipsException(string message) : Exception(message)
{
    private const int LongestMessage = 500;

    public VipsException()
        : this(TakeMessage())
    {
    }

    /// <summary>
    /// Copies and clears the error text in one locked step. It is one buffer for the whole process, so that under load it
    /// can hold another image's lines too.
    /// </summary>
    public static string TakeMessage()
    {
        var text = VipsNative.ErrorBufferCopy();
        try
        {
            var message = Marshal.PtrToStringUTF8(text)?.Trim().ReplaceLineEndings("; ") ?? "";
            return message.Length <= LongestMessage ? message : message[..LongestMessage];
        }
        finally
        {
            VipsNative.Free(text);
        }
    }
}

/// <summary>Owns one reference of a VipsBlob: bytes on one side or the other of an operation.</summary>
internal sealed class VipsBlob : SafeHandle
{
    public VipsBlob(nint blob)
        : base(0, ownsHandle: true) => SetHandle(blob);

    public override bool IsInvalid => handle == 0;

    /// <summary>Wraps managed memory, which must stay pinned until every image made from it is disposed.</summary>
    public static unsafe VipsBlob Around(System.Buffers.MemoryHandle pinned, int length) =>
        new(VipsNative.BlobNew(0, pinned.Pointer, (nuint)length));

    protected override bool ReleaseHandle()
    {
        VipsNative.AreaUnref(handle);
        return true;
    }
}

/// <summary>Owns memory from GLib's allocator.</summary>
internal sealed class GLibMemory : SafeHandle
{
    public GLibMemory(nint memory)
        : base(0, ownsHandle: true) => SetHandle(memory);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VipsNative.Free(handle);
        return true;
    }
}
