using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>
/// An original without anything but pixels, which is all that ImageSharp gets to see: no EXIF, XMP or ICC for its parsers, and
/// none that could reach an output. Also notices files that end too early, which its JPEG decoder fills with gray.
/// </summary>
internal sealed class ImageSharpOriginal
{
    private const int LongestProfile = 64 * 1024;
    private const byte AlphaFlag = 0x10;

    /// <summary>Of an animation's frame: the chunk's own 8 bytes, place, size, time and flags.</summary>
    private const int FrameHeader = 24;

    /// <summary>No deflate stream unpacks to more than 1,032 times its size (zlib.net, technical details).</summary>
    private const int LargestDeflateRatio = 1032;

    private readonly List<byte> _bytes = [];

    private ImageSharpOriginal()
    {
    }

    public byte[] Bytes => [.. _bytes];

    /// <summary>The embedded color profile; empty when absent, longer than 64 KiB or split.</summary>
    public byte[] Profile { get; private set; } = [];

    /// <exception cref="ImageRejectedException"><c>corrupt_image</c>: the file ends too early.</exception>
    public static ImageSharpOriginal Clean(ReadOnlySpan<byte> original, ImageFormat format)
    {
        var clean = new ImageSharpOriginal();
        clean._bytes.EnsureCapacity(original.Length);
        switch (format)
        {
            case ImageFormat.Jpeg: clean.CleanJpeg(original); break;
            case ImageFormat.Png: clean.CleanPng(original); break;
            case ImageFormat.WebP: clean.CleanWebP(original); break;
            default: clean.Add(original); break;
        }

        return clean;
    }

    private void Add(ReadOnlySpan<byte> part) => _bytes.AddRange(part);

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

    /// <summary>The still picture, or an animation's first frame, in a container of its own.</summary>
    private void CleanWebP(ReadOnlySpan<byte> data)
    {
        var end = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) + 8L;
        if (end > data.Length || end < 20)
            throw EndsEarly();
        Add(data[..12]);
        for (var position = 12; end - position >= 8;)
        {
            var type = data.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data[(position + 4)..]);
            var whole = (int)Math.Min(8L + length + (length & 1), end - position);
            var chunk = data.Slice(position, whole);
            position += whole;
            if (type.SequenceEqual("VP8X"u8))
            {
                Add(chunk);
                _bytes[20] &= AlphaFlag;
            }
            else if (type.SequenceEqual("ANMF"u8) && chunk.Length > FrameHeader)
            {
                RefuseWrongAlpha(chunk[FrameHeader..]);
                Add(chunk[FrameHeader..]);
                break;
            }
            else if (type.SequenceEqual("ICCP"u8) && length <= LongestProfile)
            {
                Profile = chunk[8..].ToArray();
            }
            else if (type.SequenceEqual("ALPH"u8) || type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8))
            {
                RefuseWrongAlpha(chunk);
                Add(chunk);
            }
        }

        BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(_bytes)[4..], _bytes.Count - 8);
    }

    /// <summary>ImageSharp 2 reads the wrong rows of a packed alpha plane with few levels: better no picture than a wrong one.</summary>
    private static void RefuseWrongAlpha(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length > 8 && chunk.StartsWith("ALPH"u8) && (chunk[8] & 3) == 1)
            throw new ImageRejectedException(RejectionCodes.UnsupportedType, "This image engine cannot read the transparency of a lossy WebP.");
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
