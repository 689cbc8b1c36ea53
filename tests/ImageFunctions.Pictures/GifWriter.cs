using System.Text;

namespace ImageFunctions.Pictures;

/// <summary>GIF89a with up to 255 colors, its pixels as LZW that never grows its table.</summary>
public static class GifWriter
{
    private const int ClearCode = 256;
    private const int EndCode = 257;

    public static byte[] Write(params IReadOnlyList<Picture> frames) => Write(frames, comment: null);

    public static byte[] Write(IReadOnlyList<Picture> frames, string? comment)
    {
        var (width, height) = (frames[0].Width, frames[0].Height);
        List<Rgba> palette = [.. frames.SelectMany(Pixels).Distinct()];
        var clear = palette.FindIndex(color => color.A == 0);
        using var file = new MemoryStream();
        file.Write("GIF89a"u8);
        file.Write([(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0xF7, 0, 0]);
        for (var i = 0; i < 256; i++)
            file.Write(i < palette.Count ? [palette[i].R, palette[i].G, palette[i].B] : [0, 0, 0]);
        if (frames.Count > 1)
            file.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        if (comment is not null)
            file.Write([0x21, 0xFE, (byte)comment.Length, .. Encoding.ASCII.GetBytes(comment), 0]);
        foreach (var frame in frames)
        {
            // Restore to background, a tenth of a second.
            file.Write([0x21, 0xF9, 4, (byte)(0x08 | (clear >= 0 ? 1 : 0)), 10, 0, (byte)Math.Max(clear, 0), 0]);
            file.Write([0x2C, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 8]);
            WriteSubBlocks(file, Pack([.. Pixels(frame).Select(color => palette.IndexOf(color))]));
        }

        file.WriteByte(0x3B);
        return file.ToArray();
    }

    private static IEnumerable<Rgba> Pixels(Picture picture) =>
        from y in Enumerable.Range(0, picture.Height)
        from x in Enumerable.Range(0, picture.Width)
        select picture[x, y];

    /// <summary>Nine-bit codes; a clear code before the decoder's table would need ten.</summary>
    private static byte[] Pack(List<int> indices)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        for (var i = 0; i < indices.Count; i++)
        {
            if (i % 250 == 0)
                Put(ClearCode);
            Put(indices[i]);
        }

        Put(EndCode);
        bytes.Add((byte)buffer);
        return [.. bytes];

        void Put(int code)
        {
            buffer |= code << bits;
            for (bits += 9; bits >= 8; bits -= 8, buffer >>= 8)
                bytes.Add((byte)buffer);
        }
    }

    private static void WriteSubBlocks(MemoryStream file, byte[] data)
    {
        foreach (var block in data.Chunk(255))
        {
            file.WriteByte((byte)block.Length);
            file.Write(block);
        }

        file.WriteByte(0);
    }
}
