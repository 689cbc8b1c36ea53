using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>
/// An original without anything but pixels, which is all that ImageSharp gets to see: no EXIF, XMP or ICC for its parsers
/// (advisory CVE-2026-106114) and none that could reach an output. Also notices files that end too early, which
/// ImageSharp's JPEG decoder fills with grey.
/// </summary>
internal sealed class ImageSharpOriginal : IDisposable
{
    private const int LongestProfile = 64 * 1024;

    /// <summary>No deflate stream unpacks to more than 1,032 times its size (zlib.net, technical details).</summary>
    private const int LargestDeflateRatio = 1032;

    private byte[]? _bytes;
    private int _length;

    private ImageSharpOriginal(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The embedded colour profile; empty when absent, longer than 64 KiB or split.</summary>
    public ReadOnlyMemory<byte> Profile { get; private set; }

    /// <exception cref="ImageRejectedException"><c>corrupt_image</c>: the file ends too early.</exception>
    public static ImageSharpOriginal Clean(ReadOnlySpan<byte> original, ImageFormat format)
    {
        var clean = new ImageSharpOriginal(original.Length);
        try
        {
            switch (format)
            {
                case ImageFormat.Jpeg: clean.CleanJpeg(original); break;
                case ImageFormat.Png: clean.CleanPng(original); break;
                case ImageFormat.WebP: clean.CleanWebP(original); break;
                default: clean.Add(original); break;
            }

            return clean;
        }
        catch
        {
            clean.Dispose();
            throw;
        }
    }

    public MemoryStream OpenRead() => new(_bytes!, 0, _length, writable: false);

    public void Dispose()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }

    private void Add(ReadOnlySpan<byte> part)
    {
        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }

    private void CleanJpeg(ReadOnlySpan<byte> data)
    {
        Add(data[..2]);
        var scans = false;
        for (var position = 2; ;)
        {
            // Entropy-coded bytes run up to the next marker; stuffed zeroes and restarts belong to them.
            var start = position;
            position = NextMarker(data, position, scans);
            Add(data[start..position]);
            var marker = data[position + 1];
            if (marker == 0xD9)
            {
                Add(data.Slice(position, 2));
                return;
            }

            var length = position + 4 <= data.Length ? 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(position + 2)..]) : int.MaxValue;
            if (length < 4 || length > data.Length - position)
                throw EndsEarly();
            var segment = data.Slice(position, length);
            if (marker is not ((>= 0xE1 and <= 0xED) or 0xEF or 0xFE))
                Add(segment);
            else if (marker == 0xE2 && segment[4..].StartsWith("ICC_PROFILE\0\u0001\u0001"u8))
                Profile = segment[18..].ToArray();
            scans |= marker == 0xDA;
            position += length;
        }
    }

    private static int NextMarker(ReadOnlySpan<byte> data, int position, bool scans)
    {
        while (position + 2 <= data.Length)
        {
            var next = scans ? data[position..].IndexOf((byte)0xFF) : 0;
            if (next < 0 || position + next + 2 > data.Length)
                break;
            position += next;
            if (data[position] != 0xFF)
                throw HeaderReader.Corrupt("a segment is missing");
            if (data[position + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return position;
            position += data[position + 1] == 0xFF ? 1 : 2;
        }

        throw EndsEarly();
    }

    private void CleanPng(ReadOnlySpan<byte> data)
    {
        Add(data[..8]);
        var packed = 0L;
        for (var position = 8; data.Length - position >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data[position..]);
            if (length > data.Length - position - 12)
                break;
            var chunk = data.Slice(position, (int)length + 12);
            var type = chunk.Slice(4, 4);
            if (type.SequenceEqual("iCCP"u8))
                Profile = Inflate(chunk[8..^4]);
            else if ((type[0] & 0x20) == 0 || type.SequenceEqual("tRNS"u8))
                Add(chunk);
            if (type.SequenceEqual("IDAT"u8))
                packed += length;
            if (type.SequenceEqual("IEND"u8) && packed * LargestDeflateRatio >= PngPixelBytes(data[16..]))
                return;
            position += chunk.Length;
        }

        throw EndsEarly();
    }

    /// <summary>Bytes of the pixels before they were packed, filter bytes left out. <paramref name="header"/> starts at the width.</summary>
    private static long PngPixelBytes(ReadOnlySpan<byte> header)
    {
        var samples = header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        return ((width * samples * header[8]) + 7) / 8 * BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
    }

    private void CleanWebP(ReadOnlySpan<byte> data)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) + 8L;
        if (length > data.Length || length < 20)
            throw EndsEarly();
        Add(data[..(int)length]);
        var profile = data.IndexOf("ICCP"u8);
        if (profile is > 0 and < 64 && BinaryPrimitives.ReadUInt32LittleEndian(data[(profile + 4)..]) is <= LongestProfile and var size
            && size <= data.Length - profile - 8)
            Profile = data.Slice(profile + 8, (int)size).ToArray();
        _length = WebPMetadata.Remove(_bytes.AsSpan(0, _length));
    }

    private static byte[] Inflate(ReadOnlySpan<byte> named)
    {
        var name = named.IndexOf((byte)0);
        if (name < 0 || name + 2 > named.Length)
            return [];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(named[(name + 2)..].ToArray()), CompressionMode.Decompress);
            var profile = new byte[LongestProfile];
            return profile[..zlib.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static ImageRejectedException EndsEarly() => HeaderReader.Corrupt("the file ends too early");
}
