using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks the RIFF chunks of a WebP. RFC 9649 sections 2.3–2.7 and 3.4, RFC 6386 section 9.1.</summary>
internal static class WebPHeader
{
    private const byte AlphaFlag = 0x10;
    private const byte AnimationFlag = 0x02;

    public static HeaderFacts Read(ReadOnlySpan<byte> data)
    {
        var facts = new HeaderFacts();
        var animated = false;
        var canvas = false;
        var position = 12;
        while (data.Length - position >= 8)
        {
            var type = data.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data[(position + 4)..]);
            var body = data.Slice(position + 8, (int)Math.Min(length, (uint)(data.Length - position - 8)));
            if (type.SequenceEqual("VP8X"u8) && !canvas)
            {
                animated = ReadCanvas(body, ref facts);
                canvas = true;
            }
            else if (type.SequenceEqual("ANMF"u8))
            {
                facts.Frames++;
                facts.HasAlpha |= ShowsCanvas(body, facts);
            }
            else if (type.SequenceEqual("EXIF"u8))
            {
                var start = position + 8 + (body.StartsWith("Exif\0\0"u8) ? 6 : 0);
                facts.Exif = start..(position + 8 + body.Length);
            }
            else if (!animated && facts.Frames == 0 && (type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8)))
            {
                facts.Frames = 1;
                if (!canvas)
                    ReadFrame(type[3] == 'L', body, ref facts);
            }

            position = (int)Math.Min(position + 8L + length + (length & 1), data.Length);
        }

        return facts.Frames > 0 ? facts : throw HeaderReader.Corrupt("the file ends before its pixels");
    }

    private static bool ReadCanvas(ReadOnlySpan<byte> body, ref HeaderFacts facts)
    {
        if (body.Length < 10)
            throw HeaderReader.Corrupt("its header chunk is cut off");
        facts.HasAlpha = (body[0] & AlphaFlag) != 0;
        facts.Width = 1 + Number24(body[4..]);
        facts.Height = 1 + Number24(body[7..]);
        return (body[0] & AnimationFlag) != 0;
    }

    /// <summary>A frame smaller than the canvas leaves the rest clear, whatever the alpha flag says.</summary>
    private static bool ShowsCanvas(ReadOnlySpan<byte> frame, HeaderFacts facts)
    {
        if (frame.Length < 16)
            throw HeaderReader.Corrupt("the file ends before its pixels");
        return facts.Width != 1 + Number24(frame[6..]) || facts.Height != 1 + Number24(frame[9..])
            || frame[16..].StartsWith("ALPH"u8);
    }

    private static int Number24(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at) | (at[2] << 16);

    private static void ReadFrame(bool lossless, ReadOnlySpan<byte> body, ref HeaderFacts facts)
    {
        if (lossless)
        {
            if (body.Length < 5 || body[0] != 0x2F)
                throw HeaderReader.Corrupt("its pixels have no header");
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            facts.Width = 1 + (int)(bits & 0x3FFF);
            facts.Height = 1 + (int)((bits >> 14) & 0x3FFF);
            facts.HasAlpha = ((bits >> 28) & 1) != 0;
            return;
        }

        if (body.Length < 10 || !body[3..].StartsWith<byte>([0x9D, 0x01, 0x2A]))
            throw HeaderReader.Corrupt("its pixels have no header");
        facts.Width = BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF;
        facts.Height = BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF;
    }
}
