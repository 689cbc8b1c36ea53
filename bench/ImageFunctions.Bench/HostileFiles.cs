using ImageFunctions.Pictures;

namespace ImageFunctions.Bench;

/// <summary>Small files that are whole, and made to cost a decoder time or memory that their pixels do not explain.</summary>
internal static class HostileFiles
{
    private static readonly Picture Tiles = Picture.Tiles(320, 240);

    public static byte[] Make(Random random) => random.Next(8) switch
    {
        0 => JpegWriter.WriteProgressive(Picture.Flat(Side(random), Side(random), Rgba.Red), random.Next(1, 400)),
        1 => JpegWriter.Write(
            Tiles, JpegColor.YCbCr, Enumerable.Repeat(((byte)random.Next(0xE0, 0xF0), new byte[random.Next(2000)]), random.Next(1, 3000))),
        2 => JpegWriter.Write(Tiles, JpegColor.YCbCr, Enumerable.Range(1, 255).Select(part =>
            ((byte)0xE2, (byte[])[.. "ICC_PROFILE\0"u8, (byte)part, 255, .. new byte[random.Next(60_000)]]))),
        3 => PngWriter.Write(Tiles, PngColor.Rgb, 8, Enumerable.Repeat(Packed(random), random.Next(1, 12))),
        4 => PngWriter.Write(
            Tiles, PngColor.Rgb, 8, ("gAMA", Bytes(random, 4)), ("cHRM", Bytes(random, 32)), ("tRNS", Bytes(random, random.Next(8)))),
        5 => Frames(random),
        6 => PngWriter.WriteBomb(random.Next(500, 2000), random.Next(500, 2000)),
        _ => WebPSurgery.Animate(
            Enumerable.Repeat(WebPWriter.Write(64, 64, Rgba.Blue, (x, y) => (x + y) % 2 == 0), random.Next(1, 120)),
            random.Next(64, 800), random.Next(64, 800)),
    };

    private static int Side(Random random) => 8 * random.Next(8, 250);

    private static (string Type, byte[] Body) Packed(Random random)
    {
        var packed = PngWriter.Deflate(Enumerable.Repeat(new byte[1 << 20], random.Next(1, 60)));
        return random.Next(3) switch
        {
            0 => ("zTXt", [.. "a\0\0"u8, .. packed]),
            1 => ("iTXt", [.. "a\0\u0001\0\0\0"u8, .. packed]),
            _ => ("iCCP", [.. "a\0\0"u8, .. packed]),
        };
    }

    /// <summary>Frames of a few bytes each, of any size on any screen.</summary>
    private static byte[] Frames(Random random)
    {
        var gif = new List<byte>([.. "GIF89a"u8, .. Bytes(random, 1), 1, .. Bytes(random, 1), 1, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var frames = random.Next(1, 120); frames > 0; frames--)
        {
            gif.AddRange([0x21, 0xF9, 4, (byte)random.Next(32), 10, 0, 0, 0]);
            gif.AddRange([0x2C, (byte)random.Next(9), 0, 0, 0, .. Bytes(random, 1), (byte)random.Next(4)]);
            gif.AddRange([.. Bytes(random, 1), (byte)random.Next(4), 0]);
            gif.AddRange([2, 2, 0x44, 0x01, 0]);
        }

        return [.. gif, 0x3B];
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
