using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks all chunks of a PNG. W3C PNG, third edition, clauses 5 and 11. An APNG counts as its still image.</summary>
internal static class PngHeader
{
    private const int SignatureLength = 8;

    /// <summary>No deflate stream unpacks to more than 1,032 times its size (zlib.net, technical details).</summary>
    private const int LargestDeflateRatio = 1032;

    public static HeaderFacts Read(ReadOnlySpan<byte> data, PixelCopy? copy)
    {
        var facts = new HeaderFacts { Frames = 1 };
        var colors = new PngColors();
        var (packed, unpacked) = (0L, 0.0);
        copy?.Add(data[..SignatureLength]);
        for (var position = SignatureLength; data.Length - position >= 8;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data[position..]);
            var type = data.Slice(position + 4, 4);
            var first = position == SignatureLength;
            if (first != type.SequenceEqual("IHDR"u8))
                throw HeaderReader.Corrupt("its header chunk is not where it must be");
            var pixels = type.SequenceEqual("IDAT"u8);
            if (length > (uint)(data.Length - position - 8) && !pixels)
                break;

            var chunk = data[position..(int)Math.Min(position + 12L + length, data.Length)];
            var body = chunk[8..Math.Min(8 + (int)Math.Min(length, int.MaxValue - 8), chunk.Length)];
            if (first)
                unpacked = ReadHeader(body, facts, colors);
            else if (pixels)
                packed += body.Length;
            else if (packed == 0 && type.SequenceEqual("eXIf"u8))
                facts.Exif = (position + 8)..(position + 8 + body.Length);
            else if (packed == 0)
                colors.Read(type, body);

            // Critical chunks have a capital letter first.
            var transparency = type.SequenceEqual("tRNS"u8) && packed == 0;
            facts.HasAlpha |= transparency;
            if (char.IsAsciiLetterUpper((char)type[0]) || transparency)
                copy?.Add(chunk);
            if (type.SequenceEqual("IEND"u8))
                break;
            position += chunk.Length;
        }

        if (packed == 0 || (copy is not null && packed * LargestDeflateRatio < unpacked))
            throw HeaderReader.EndsEarly();
        if (copy is not null)
            copy.Profile = colors.Profile();
        facts.Work = facts.Pixels;
        return facts;
    }

    /// <summary>Returns the bytes of the pixels before they were packed, filter bytes left out.</summary>
    private static double ReadHeader(ReadOnlySpan<byte> body, HeaderFacts facts, PngColors colors)
    {
        if (body.Length != 13)
            throw HeaderReader.Corrupt("its header chunk has a wrong length");
        var width = BinaryPrimitives.ReadUInt32BigEndian(body);
        var height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var (depth, colorType) = (body[8], body[9]);
        if (width > int.MaxValue || height > int.MaxValue || !IsLegal(depth, colorType))
            throw HeaderReader.Corrupt("its header chunk is not valid");
        facts.Width = (int)width;
        facts.Height = (int)height;
        facts.HasAlpha = colorType is 4 or 6;
        colors.IsGray = colorType is 0 or 4;
        var samples = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return (double)width * samples * depth / 8 * height;
    }

    private static bool IsLegal(byte depth, byte colorType) => colorType switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };
}
