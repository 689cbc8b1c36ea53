using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks GIF blocks without unpacking them. GIF89a specification, clauses 17–26.</summary>
internal static class GifHeader
{
    private const int ScreenEnd = 13;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;
    private const int RestoreToBackground = 2;

    // A clear pixel with a control block that says so.
    private static readonly byte[] ClearFrame =
        [Extension, GraphicControl, 4, 1, 0, 0, 0, 0, Image, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];

    public static HeaderFacts Read(ReadOnlySpan<byte> data, PixelCopy? copy)
    {
        if (data.Length < ScreenEnd)
            throw HeaderReader.EndsEarly();
        var facts = new HeaderFacts
        {
            Width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]),
            Height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]),
        };
        var position = Math.Min(ScreenEnd + TableLength(data[10]), data.Length);
        copy?.Add(data[..position]);
        var (areas, control, cleared, flagged) = (0L, default(Range), false, false);

        // A file without a trailer ends with its last block, and strange bytes after one end it too, as in browsers; only zeroes,
        // which some writers leave between blocks, are passed over.
        while (position < data.Length && data[position] is Extension or Image or 0)
        {
            var start = position;
            switch (data[position])
            {
                case 0:
                    position++;
                    break;
                case Extension:
                    position = EndOfSubBlocks(data, position + 2);
                    if (data[start + 1] == GraphicControl && position - start == 8)
                        control = start..position;
                    else if (data[start + 1] == Application && IsLoop(data[start..position]))
                        copy?.Add(data[start..position]);
                    break;
                default:
                    position = EndOfImage(data, position);
                    flagged |= IsFlagged(data[control]);
                    cleared |= ReadFrame(data[start..position], data[control], facts, cleared);
                    areas += Area(data[start..]);
                    copy?.Add(data[control]);
                    copy?.Add(data[start..position]);
                    control = default;
                    break;
            }
        }

        if (facts.Frames == 0)
            throw HeaderReader.EndsEarly();

        // Decoders take a file for opaque in which no frame says that it is clear somewhere: one more says so, and is not looked at.
        if (facts.HasAlpha && !flagged)
            copy?.Add(ClearFrame);
        copy?.Add([Trailer]);
        facts.Work = areas + (facts.Frames * facts.Pixels);
        return facts;
    }

    /// <summary>Returns whether its place is clear once it has been shown.</summary>
    private static bool ReadFrame(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> control, HeaderFacts facts, bool cleared)
    {
        facts.Frames++;
        var (right, bottom) = (Side(frame, 1), Side(frame, 3));

        // Decoders widen the screen to the first frame; many writers leave the screen's size empty.
        if (facts.Frames == 1)
        {
            facts.Width = Math.Max(facts.Width, right);
            facts.Height = Math.Max(facts.Height, bottom);
        }

        var partial = Area(frame) < facts.Pixels;
        facts.HasAlpha |= (partial && (facts.Frames == 1 || cleared)) || IsFlagged(control);
        return control.Length > 3 && ((control[3] >> 2) & 7) == RestoreToBackground;
    }

    /// <summary>Whether a control block makes one color of its frame transparent.</summary>
    private static bool IsFlagged(ReadOnlySpan<byte> control) => control.Length > 3 && (control[3] & 1) != 0;

    private static bool IsLoop(ReadOnlySpan<byte> extension) =>
        extension.Length > 14 && (extension[3..].StartsWith("NETSCAPE2.0"u8) || extension[3..].StartsWith("ANIMEXTS1.0"u8));

    private static int EndOfImage(ReadOnlySpan<byte> data, int position)
    {
        if (position + 10 > data.Length)
            throw HeaderReader.EndsEarly();
        return EndOfSubBlocks(data, position + 11 + TableLength(data[position + 9]));
    }

    private static int EndOfSubBlocks(ReadOnlySpan<byte> data, int position)
    {
        while (position < data.Length && data[position] != 0)
            position += data[position] + 1;
        return position < data.Length ? position + 1 : throw HeaderReader.EndsEarly();
    }

    private static long Area(ReadOnlySpan<byte> frame) =>
        (long)BinaryPrimitives.ReadUInt16LittleEndian(frame[5..]) * BinaryPrimitives.ReadUInt16LittleEndian(frame[7..]);

    /// <summary>Where a side of the frame ends on the screen: its offset plus its length, four bytes apart.</summary>
    private static int Side(ReadOnlySpan<byte> frame, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(frame[at..]) + BinaryPrimitives.ReadUInt16LittleEndian(frame[(at + 4)..]);

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
}
