using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ImageFunctions.Pictures;

public enum PngColor : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}

public static class PngWriter
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>Writes any legal mix of color type and bit depth; gray takes the red channel, a palette holds the colors used.</summary>
    public static byte[] Write(
        Picture picture,
        PngColor color = PngColor.Rgb,
        int depth = 8,
        params IEnumerable<(string Type, byte[] Body)> chunks)
    {
        var palette = color == PngColor.Palette ? Colors(picture) : [];
        if (palette.Count > 0)
            chunks = chunks.Append(("PLTE", [.. palette.SelectMany(entry => new[] { entry.R, entry.G, entry.B })]));
        if (palette.Any(entry => entry.A < 255))
            chunks = chunks.Append(("tRNS", [.. palette.Select(entry => entry.A)]));
        return Assemble(Header(picture.Width, picture.Height, color, depth), chunks, Rows(picture, color, depth, palette));
    }

    /// <summary>A gray one-bit image of zeroes, however large: small on disk.</summary>
    public static byte[] WriteBomb(int width, int height) =>
        Assemble(Header(width, height, PngColor.Gray, 1), [], Enumerable.Repeat(new byte[1 + ((width + 7) / 8)], height));

    /// <summary>A header that claims a size, and next to nothing behind it.</summary>
    public static byte[] WriteClaim(int width, int height) =>
        Assemble(Header(width, height, PngColor.RgbAlpha, 8), [], [[0, 0, 0, 0, 0]]);

    public static byte[] Deflate(IEnumerable<byte[]> rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var row in rows)
                zlib.Write(row);
        }

        return packed.ToArray();
    }

    /// <summary>Makes the last four bytes of a whole chunk right.</summary>
    public static void WriteChecksum(Span<byte> chunk)
    {
        var crc = ~0u;
        foreach (var next in chunk[4..^4])
            crc = CrcTable[(crc ^ next) & 0xFF] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], ~crc);
    }

    private static byte[] Assemble(byte[] header, IEnumerable<(string Type, byte[] Body)> chunks, IEnumerable<byte[]> rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        foreach (var (type, body) in ((string, byte[])[])[("IHDR", header), .. chunks, ("IDAT", Deflate(rows)), ("IEND", [])])
            WriteChunk(file, type, body);
        return file.ToArray();
    }

    private static byte[] Header(int width, int height, PngColor color, int depth)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)depth;
        header[9] = (byte)color;
        return header;
    }

    private static List<Rgba> Colors(Picture picture)
    {
        HashSet<Rgba> colors = [];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
                colors.Add(picture[x, y]);
        }

        return [.. colors];
    }

    private static IEnumerable<byte[]> Rows(Picture picture, PngColor color, int depth, List<Rgba> palette)
    {
        for (var y = 0; y < picture.Height; y++)
        {
            var bits = new BitRow(picture.Width, depth, Samples(color));
            for (var x = 0; x < picture.Width; x++)
            {
                var pixel = picture[x, y];
                switch (color)
                {
                    case PngColor.Palette: bits.AddRaw(palette.IndexOf(pixel)); break;
                    case PngColor.Gray: bits.Add(pixel.R); break;
                    case PngColor.GrayAlpha: bits.Add(pixel.R, pixel.A); break;
                    case PngColor.Rgb: bits.Add(pixel.R, pixel.G, pixel.B); break;
                    default: bits.Add(pixel.R, pixel.G, pixel.B, pixel.A); break;
                }
            }

            yield return bits.ToArray();
        }
    }

    private static int Samples(PngColor color) => color switch
    {
        PngColor.Rgb => 3,
        PngColor.GrayAlpha => 2,
        PngColor.RgbAlpha => 4,
        _ => 1,
    };

    private static void WriteChunk(MemoryStream file, string type, byte[] body)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        file.Write([.. length, .. Encoding.ASCII.GetBytes(type), .. body, .. new byte[4]]);
        WriteChecksum(file.GetBuffer().AsSpan((int)file.Length - body.Length - 12, body.Length + 12));
    }

    private static uint CrcOf(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
        return value;
    }

    /// <summary>One filter byte, then samples packed high bit first.</summary>
    private sealed class BitRow(int width, int depth, int samples)
    {
        private readonly byte[] _row = new byte[1 + (((width * depth * samples) + 7) / 8)];
        private int _bit = 8;

        public void Add(params ReadOnlySpan<byte> values)
        {
            if (depth == 8)
            {
                values.CopyTo(_row.AsSpan(_bit / 8));
                _bit += 8 * values.Length;
                return;
            }

            foreach (var value in values)
                AddRaw(depth == 16 ? value * 257 : value >> (8 - depth));
        }

        public void AddRaw(int value)
        {
            for (var bit = depth - 1; bit >= 0; bit--, _bit++)
                _row[_bit / 8] |= (byte)(((value >> bit) & 1) << (7 - (_bit % 8)));
        }

        public byte[] ToArray() => _row;
    }
}
