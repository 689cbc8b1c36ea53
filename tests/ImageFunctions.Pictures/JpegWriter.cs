namespace ImageFunctions.Pictures;

public enum JpegColor
{
    Gray = 1,
    YCbCr = 3,

    /// <summary>Four inks with Adobe's marker, stored inverted as Photoshop does; the black one is alpha's lack.</summary>
    Cmyk = 4,
}

/// <summary>Baseline JPEG of flat 8×8 blocks, each from the pixel in its middle: sizes should be multiples of 8.</summary>
public static class JpegWriter
{
    // ITU-T T.81 table K.3; the AC table knows "end of block" alone.
    private static readonly byte[] DcLengths = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] DcSymbols = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    private static readonly (int Code, int Length)[] DcCodes = Codes();

    public static byte[] Write(
        Picture picture,
        JpegColor color = JpegColor.YCbCr,
        params IEnumerable<(byte Marker, byte[] Body)> segments)
    {
        var components = (int)color;
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        foreach (var (marker, body) in segments)
            WriteSegment(file, marker, body);
        if (color == JpegColor.Cmyk)
            WriteSegment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        WriteTables(file, picture, components, frame: 0xC0);
        WriteSegment(file, 0xDA, [
            (byte)components, .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 }), 0, 63, 0]);
        file.Write(Scan(picture, color, endOfBlock: true));
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    /// <summary>
    /// Progressive: one scan with the levels, then scans without content; the first 189 of those are what the standard allows.
    /// </summary>
    public static byte[] WriteProgressive(Picture picture, int scans)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        WriteTables(file, picture, components: 3, frame: 0xC2);
        WriteSegment(file, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 0, 0]);
        file.Write(Scan(picture, JpegColor.YCbCr, endOfBlock: false));
        var blocks = (picture.Width + 7) / 8 * ((picture.Height + 7) / 8);
        byte[] empty = [.. new byte[blocks / 8], (byte)(0x7F >> Math.Max(0, (blocks % 8) - 1))];
        for (var scan = 0; scan < scans - 1; scan++)
        {
            var band = (byte)(1 + (scan / 3 % 63));
            WriteSegment(file, 0xDA, [1, (byte)(1 + (scan % 3)), 0, band, band, 0]);
            file.Write(empty);
        }

        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void WriteTables(MemoryStream file, Picture picture, int components, byte frame)
    {
        WriteSegment(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        WriteSegment(file, frame, [
            8, (byte)(picture.Height >> 8), (byte)picture.Height, (byte)(picture.Width >> 8), (byte)picture.Width, (byte)components,
            .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })]);
        WriteSegment(file, 0xC4, [0x00, .. DcLengths, .. DcSymbols]);
        WriteSegment(file, 0xC4, [0x10, 1, .. new byte[15], 0]);
    }

    private static void WriteSegment(MemoryStream file, byte marker, byte[] body)
    {
        var length = body.Length + 2;
        file.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        file.Write(body);
    }

    private static byte[] Scan(Picture picture, JpegColor color, bool endOfBlock)
    {
        List<byte> bytes = [];
        var previous = new int[4];
        var (buffer, bits) = (0, 0);
        for (var y = 0; y < picture.Height; y += 8)
        {
            for (var x = 0; x < picture.Width; x += 8)
            {
                var samples = Samples(picture[Math.Min(x + 4, picture.Width - 1), Math.Min(y + 4, picture.Height - 1)], color);
                for (var c = 0; c < samples.Length; c++)
                    PutBlock(samples[c], ref previous[c]);
            }
        }

        Put(0x7F, 7);
        return [.. bytes];

        // A quantizer of 8 makes the DC coefficient of a flat block its level itself.
        void PutBlock(int sample, ref int last)
        {
            var difference = sample - 128 - last;
            last = sample - 128;
            var size = 32 - int.LeadingZeroCount(Math.Abs(difference));
            Put(DcCodes[size].Code, DcCodes[size].Length);
            if (size > 0)
                Put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
            if (endOfBlock)
                Put(0, 1);
        }

        void Put(int code, int length)
        {
            buffer = (buffer << length) | code;
            for (bits += length; bits >= 8; bits -= 8)
            {
                var next = (byte)(buffer >> (bits - 8));
                bytes.Add(next);
                if (next == 0xFF)
                    bytes.Add(0);
            }

            buffer &= (1 << bits) - 1;
        }
    }

    private static int[] Samples(Rgba pixel, JpegColor color) => color switch
    {
        JpegColor.Gray => [pixel.R],
        JpegColor.Cmyk => [pixel.R, pixel.G, pixel.B, pixel.A],
        _ =>
        [
            Level((0.299 * pixel.R) + (0.587 * pixel.G) + (0.114 * pixel.B)),
            Level(128 - (0.168736 * pixel.R) - (0.331264 * pixel.G) + (0.5 * pixel.B)),
            Level(128 + (0.5 * pixel.R) - (0.418688 * pixel.G) - (0.081312 * pixel.B)),
        ],
    };

    private static int Level(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);

    private static (int Code, int Length)[] Codes()
    {
        var codes = new (int, int)[DcSymbols.Length];
        var (code, next) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < DcLengths[length - 1]; i++)
                codes[DcSymbols[next++]] = (code++, length);
        }

        return codes;
    }
}
