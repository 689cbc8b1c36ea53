using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Headers;

/// <summary>Walks GIF blocks without unpacking them, to count frames. GIF89a specification, clauses 17–26.</summary>
internal static class GifHeader
{
    private const int ScreenEnd = 13;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;
    private const byte GraphicControl = 0xF9;

    public static HeaderFacts Read(ReadOnlySpan<byte> data)
    {
        if (data.Length < ScreenEnd)
            throw HeaderReader.Corrupt("the file ends before its pixels");
        var facts = new HeaderFacts
        {
            Width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]),
            Height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]),
        };

        var position = ScreenEnd + TableLength(data[10]);
        while (position < data.Length && data[position] is Extension or Image)
        {
            position = data[position] == Extension
                ? SkipExtension(data, position, ref facts)
                : SkipImage(data, position, ref facts);
        }

        if (position >= data.Length || facts.Frames == 0)
            throw HeaderReader.Corrupt("the file ends before its pixels");
        return facts;
    }

    private static int SkipExtension(ReadOnlySpan<byte> data, int position, ref HeaderFacts facts)
    {
        if (position + 4 <= data.Length && data[position + 1] == GraphicControl && (data[position + 3] & 1) != 0)
            facts.HasAlpha = true;
        return SkipSubBlocks(data, position + 2);
    }

    private static int SkipImage(ReadOnlySpan<byte> data, int position, ref HeaderFacts facts)
    {
        if (position + 10 > data.Length)
            return data.Length;
        facts.Frames++;

        // Decoders widen the screen to the first frame; many writers leave the screen's size empty.
        if (facts.Frames == 1)
        {
            facts.Width = Math.Max(facts.Width, Side(data, position + 1));
            facts.Height = Math.Max(facts.Height, Side(data, position + 3));
        }

        return SkipSubBlocks(data, position + 11 + TableLength(data[position + 9]));
    }

    /// <summary>Where a side of the frame ends on the screen: its offset plus its length, four bytes apart.</summary>
    private static int Side(ReadOnlySpan<byte> data, int at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(data[at..]) + BinaryPrimitives.ReadUInt16LittleEndian(data[(at + 4)..]);

    private static int SkipSubBlocks(ReadOnlySpan<byte> data, int position)
    {
        while (position < data.Length && data[position] != 0)
            position += data[position] + 1;
        return position + 1;
    }

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
}
