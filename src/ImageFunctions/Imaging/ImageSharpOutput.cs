using System.Buffers;

namespace ImageFunctions.Imaging;

/// <summary>A stream over rented memory: a full-size image would otherwise be garbage of the large-object kind.</summary>
internal sealed class ImageSharpOutput(int capacity) : Stream
{
    private IMemoryOwner<byte>? _owner = MemoryPool<byte>.Shared.Rent(Math.Max(capacity, 4096));
    private int _length;
    private int _position;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = checked((int)value);
    }

    /// <summary>Gives the memory away; its first <see cref="Length"/> bytes are the output.</summary>
    public IMemoryOwner<byte> Detach()
    {
        var owner = _owner ?? throw new ObjectDisposedException(nameof(ImageSharpOutput));
        _owner = null;
        return owner;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var end = checked(_position + buffer.Length);
        Reserve(end);
        buffer.CopyTo(_owner!.Memory.Span[_position..]);
        _position = end;
        _length = Math.Max(_length, end);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void SetLength(long value)
    {
        Reserve(checked((int)value));
        _length = (int)value;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _owner?.Dispose();
        _owner = null;
        base.Dispose(disposing);
    }

    private void Reserve(int capacity)
    {
        if (capacity <= _owner!.Memory.Length)
            return;
        var larger = MemoryPool<byte>.Shared.Rent(Math.Max(capacity, 2 * _owner.Memory.Length));
        _owner.Memory.Span[.._length].CopyTo(larger.Memory.Span);
        _owner.Dispose();
        _owner = larger;
    }
}
