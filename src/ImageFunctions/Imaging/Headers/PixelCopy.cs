using System.Buffers;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// An original as decoders get to see it: its pixels and what it takes to read them. Whatever else a file holds, and a decoder
/// would inflate, store, stumble over or pass on, never reaches one. In pooled memory, for megabytes of new memory for every image are
/// some milliseconds of page faults; Dispose gives it back.
/// </summary>
internal sealed class PixelCopy(int capacity) : IDisposable
{
    /// <summary>Of a color profile in bytes. Those of printing presses have up to 3 MB.</summary>
    public const int LargestProfile = 4 << 20;

    // Made with the first part: a copy of tiles has none.
    private byte[] _bytes = [];

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>The copy, and zeroes behind it: a decoder that looks further must not find another image's bytes.</summary>
    public byte[] Buffer
    {
        get
        {
            _bytes.AsSpan(Length).Clear();
            return _bytes;
        }
    }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The color profile; empty when there is none, or none that can be used.</summary>
    public byte[] Profile { get; set; } = [];

    /// <summary>
    /// Files of their own, whose pictures lie side by side in rows of <see cref="Columns"/>; empty where the copy is one file.
    /// </summary>
    public List<byte[]> Tiles { get; } = [];

    public int Columns { get; set; }

    public void Add(ReadOnlySpan<byte> part)
    {
        if (part.Length > _bytes.Length - Length)
            Grow(Math.Max(capacity, Math.Max(2 * _bytes.Length, Length + part.Length)));
        part.CopyTo(_bytes.AsSpan(Length));
        Length += part.Length;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
