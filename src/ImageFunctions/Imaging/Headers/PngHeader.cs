using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks PNG chunks up to the first pixels. W3C PNG, third edition, clauses 5 and 11. An APNG counts as its still image.</summary>
internal static class PngHeader
{
    private const int SignatureLength = 8;

    public static HeaderFacts Read(ReadOnlySpan<byte> data)
    {
        var facts = new HeaderFacts { Frames = 1 };
        var position = SignatureLength;
        var first = true;
        while (data.Length - position >= 8)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data[position..]);
            var type = data.Slice(position + 4, 4);
            if (length > (uint)(data.Length - position - 8) && !type.SequenceEqual("IDAT"u8))
                break;
            if (first != type.SequenceEqual("IHDR"u8))
                throw HeaderReader.Corrupt("its header chunk is not where it must be");
            if (type.SequenceEqual("IDAT"u8))
                return facts;

            var body = data.Slice(position + 8, (int)length);
            if (first)
                ReadHeader(body, ref facts);
            else if (type.SequenceEqual("tRNS"u8))
                facts.HasAlpha = true;
            else if (type.SequenceEqual("eXIf"u8))
                facts.Exif = (position + 8)..(position + 8 + (int)length);
            first = false;
            position = (int)Math.Min(position + 12L + length, data.Length);
        }

        throw HeaderReader.Corrupt("the file ends before its pixels");
    }

    private static void ReadHeader(ReadOnlySpan<byte> body, ref HeaderFacts facts)
    {
        if (body.Length != 13)
            throw HeaderReader.Corrupt("its header chunk has a wrong length");
        var width = BinaryPrimitives.ReadUInt32BigEndian(body);
        var height = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        if (width > int.MaxValue || height > int.MaxValue || !IsLegal(body[8], body[9]))
            throw HeaderReader.Corrupt("its header chunk is not valid");
        facts.Width = (int)width;
        facts.Height = (int)height;
        facts.HasAlpha = body[9] is 4 or 6;
    }

    private static bool IsLegal(byte depth, byte colorType) => colorType switch
    {
        0 => depth is 1 or 2 or 4 or 8 or 16,
        3 => depth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => depth is 8 or 16,
        _ => false,
    };
}
