using System.Buffers;
using System.Runtime.InteropServices;

namespace ImageFunctions.Imaging;

/// <summary>An encoder's output as .NET memory without a copy. Disposing gives it back to the native allocator.</summary>
internal sealed unsafe class VipsBytes(SafeHandle owner, nint data, int length) : MemoryManager<byte>
{
    public int Length { get; } = length;

    public static VipsBytes From(VipsBlob blob)
    {
        var data = VipsNative.BlobGet(blob, out var length);
        return new VipsBytes(blob, data, checked((int)length));
    }

    public static VipsBytes From(GLibMemory memory, nuint length) =>
        new(memory, memory.DangerousGetHandle(), checked((int)length));

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(owner.IsClosed, this);
        return new Span<byte>((void*)data, Length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(owner.IsClosed, this);
        return new MemoryHandle((byte*)data + elementIndex, pinnable: this);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            owner.Dispose();
    }
}
