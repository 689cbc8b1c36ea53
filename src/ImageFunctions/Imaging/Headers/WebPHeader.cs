using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks the RIFF chunks of a WebP. RFC 9649 sections 2.3–2.7 and 3.4, RFC 6386 section 9.1.</summary>
internal static class WebPHeader
{
    private const int FirstChunk = 12;
    private const int ChunkHeader = 8;
    private const int FrameHeader = 16;
    private const byte AlphaFlag = 0x10;
    private const byte AnimationFlag = 0x02;

    public static HeaderFacts Read(ReadOnlySpan<byte> data, PixelCopy? copy)
    {
        var facts = new HeaderFacts();
        var (animated, canvas) = (false, false);

        // One byte less is a writer's slip, who left out the padding at the end.
        var end = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) + 8L;
        if (end > data.Length + 1L)
            throw HeaderReader.EndsEarly();
        data = data[..(int)Math.Min(end, data.Length)];
        copy?.Add(data[..FirstChunk]);
        for (var position = FirstChunk; data.Length - position >= ChunkHeader;)
        {
            var type = data.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data[(position + 4)..]);
            if (length > data.Length - position - ChunkHeader)
                throw HeaderReader.EndsEarly();
            var chunk = data.Slice(position, (int)Math.Min(ChunkHeader + length + (length & 1), (uint)(data.Length - position)));
            var body = chunk.Slice(ChunkHeader, (int)length);
            if (type.SequenceEqual("VP8X"u8) && !canvas && facts.Frames == 0)
            {
                (animated, canvas) = (ReadCanvas(body, facts), true);
                copy?.Add(chunk);
            }
            else if (type.SequenceEqual("EXIF"u8))
            {
                facts.Exif = (position + ChunkHeader + (body.StartsWith("Exif\0\0"u8) ? 6 : 0))..(position + ChunkHeader + body.Length);
            }
            else if (type.SequenceEqual("ICCP"u8) && copy is not null && length <= PixelCopy.LargestProfile)
            {
                copy.Profile = body.ToArray();
            }
            else if (animated ? ReadAnimation(type, body, facts) : ReadStill(type, body, facts, canvas))
            {
                copy?.Add(chunk);
            }

            position += chunk.Length;
        }

        if (facts.Frames == 0)
            throw HeaderReader.EndsEarly();
        if (copy is not null)
            WriteFlags(copy.Written, canvas, animated, facts.HasAlpha);
        facts.Work += facts.Frames * facts.Pixels;
        return facts;
    }

    /// <summary>Returns whether it is an animation. Its word on alpha is not taken: the frames know.</summary>
    private static bool ReadCanvas(ReadOnlySpan<byte> body, HeaderFacts facts)
    {
        if (body.Length < 10)
            throw HeaderReader.Corrupt("its header chunk is cut off");
        facts.Width = 1 + Number24(body[4..]);
        facts.Height = 1 + Number24(body[7..]);
        return (body[0] & AnimationFlag) != 0;
    }

    /// <summary>Returns whether decoders need the chunk.</summary>
    private static bool ReadAnimation(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, HeaderFacts facts)
    {
        if (!type.SequenceEqual("ANMF"u8))
            return type.SequenceEqual("ANIM"u8);
        if (body.Length < FrameHeader + ChunkHeader)
            throw HeaderReader.EndsEarly();
        facts.Frames++;
        var (width, height) = (1 + Number24(body[6..]), 1 + Number24(body[9..]));
        facts.Work += (long)width * height;

        // A frame smaller than the canvas leaves the rest clear.
        facts.HasAlpha |= facts.Width != width || facts.Height != height || HasAlpha(body[FrameHeader..]);
        return true;
    }

    private static bool ReadStill(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, HeaderFacts facts, bool canvas)
    {
        var lossless = type.SequenceEqual("VP8L"u8);
        if (facts.Frames > 0 || !(lossless || type.SequenceEqual("VP8 "u8) || type.SequenceEqual("ALPH"u8)))
            return false;
        facts.HasAlpha |= type[0] == 'A' || (lossless && body.Length > 4 && (body[4] & 0x10) != 0);
        if (type[0] == 'A')
            return canvas;
        facts.Frames = 1;
        if (!canvas)
            ReadFrame(lossless, body, facts);
        return true;
    }

    /// <summary>Whether a frame's chunks hold an alpha plane, or a lossless picture that says it has alpha.</summary>
    private static bool HasAlpha(ReadOnlySpan<byte> chunks) =>
        chunks.StartsWith("ALPH"u8) || (chunks.Length > 12 && chunks.StartsWith("VP8L"u8) && (chunks[12] & 0x10) != 0);

    private static void ReadFrame(bool lossless, ReadOnlySpan<byte> body, HeaderFacts facts)
    {
        if (lossless)
        {
            if (body.Length < 5 || body[0] != 0x2F)
                throw HeaderReader.Corrupt("its pixels have no header");
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            facts.Width = 1 + (int)(bits & 0x3FFF);
            facts.Height = 1 + (int)((bits >> 14) & 0x3FFF);
            return;
        }

        if (body.Length < 10 || !body[3..].StartsWith<byte>([0x9D, 0x01, 0x2A]))
            throw HeaderReader.Corrupt("its pixels have no header");
        facts.Width = BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF;
        facts.Height = BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF;
    }

    private static void WriteFlags(Span<byte> copy, bool canvas, bool animated, bool hasAlpha)
    {
        BinaryPrimitives.WriteInt32LittleEndian(copy[4..], copy.Length - ChunkHeader);
        if (canvas)
            copy[FirstChunk + ChunkHeader] = (byte)((hasAlpha ? AlphaFlag : 0) | (animated ? AnimationFlag : 0));
    }

    private static int Number24(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at) | (at[2] << 16);
}
