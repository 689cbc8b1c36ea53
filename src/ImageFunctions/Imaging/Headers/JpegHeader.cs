using System.Buffers.Binary;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks JPEG segments up to the first scan. ITU-T T.81 annex B.</summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    public static HeaderFacts Read(ReadOnlySpan<byte> data)
    {
        var facts = new HeaderFacts { Frames = 1 };
        var position = 2;
        while (TryNextSegment(data, ref position, out var marker, out var body))
        {
            if (marker == StartOfScan)
                return facts;
            if (IsFrame(marker))
                ReadFrame(marker, data[body], ref facts);
            else if (marker == App1 && facts.Exif.Equals(default) && data[body].StartsWith("Exif\0\0"u8))
                facts.Exif = (body.Start.Value + 6)..body.End;
        }

        throw HeaderReader.Corrupt("the file ends before its pixels");
    }

    private static bool TryNextSegment(ReadOnlySpan<byte> data, ref int position, out byte marker, out Range body)
    {
        marker = 0;
        body = default;
        if (position >= data.Length)
            return false;
        if (data[position] != 0xFF)
            throw HeaderReader.Corrupt("a segment is missing");
        while (position < data.Length && data[position] == 0xFF)
            position++;
        if (position + 3 > data.Length)
            return false;

        marker = data[position++];
        if (marker is EndOfImage or 0x00 or 0xD8)
            throw HeaderReader.Corrupt("it holds no pixels");
        if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            return true;

        var length = BinaryPrimitives.ReadUInt16BigEndian(data[position..]);
        if (length < 2 || position + length > data.Length)
            return false;
        body = (position + 2)..(position + length);
        position += length;
        return true;
    }

    // C4, C8 and CC share the range but are tables and reserved.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void ReadFrame(byte marker, ReadOnlySpan<byte> body, ref HeaderFacts facts)
    {
        if (body.Length < 6)
            throw HeaderReader.Corrupt("its frame header is cut off");
        if (marker > 0xC2 || body[0] != 8)
        {
            throw new ImageRejectedException(RejectionCodes.UnsupportedType,
                "This kind of JPEG (lossless, hierarchical, arithmetic or 12-bit) is not supported.");
        }

        facts.Height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        facts.Width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
    }
}
