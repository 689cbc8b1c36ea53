using System.Buffers.Binary;
using System.Text;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Where the body of a box lies in its file. ISO/IEC 14496-12, 4.2.</summary>
internal readonly record struct IsoBox(string Type, int Start, int End)
{
    /// <summary>Reads the box at a position and stands behind it; false where none follows.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, ref int position, int end, out IsoBox box)
    {
        box = default;
        if (end - position < 8)
            return false;
        var (length, header) = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(file[position..]), 8);
        if (length == 1 && end - position >= 16)
            (length, header) = (BinaryPrimitives.ReadUInt64BigEndian(file[(position + 8)..]), 16);
        else if (length == 0)
            length = (ulong)(end - position);
        if (length < (ulong)header || length > (ulong)(end - position))
            throw HeaderReader.EndsEarly();
        box = new IsoBox(Encoding.Latin1.GetString(file.Slice(position + 4, 4)), position + header, position + (int)length);
        position = box.End;
        return true;
    }

    public ReadOnlySpan<byte> Body(ReadOnlySpan<byte> file) => file[Start..End];
}

/// <summary>Numbers one behind the other, high byte first.</summary>
internal ref struct IsoReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _rest.Length)
            throw HeaderReader.Corrupt("a part of its header is cut off");
        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }

    /// <param name="bytes">Up to eight.</param>
    public ulong Number(int bytes)
    {
        var number = 0UL;
        foreach (var next in Take(bytes))
            number = (number << 8) | next;
        return number;
    }

    public uint Id(bool isLong) => (uint)Number(isLong ? 4 : 2);

    /// <summary>The version of a full box, whose flags are passed over.</summary>
    public byte Version()
    {
        var version = (byte)Number(1);
        Take(3);
        return version;
    }
}
