namespace ImageFunctions.Pictures;

/// <summary>Lossless WebP of one color that is clear in places: every code but alpha's takes no bits. RFC 9649 section 3.</summary>
public static class WebPWriter
{
    public static byte[] Write(int width, int height, Rgba color, Func<int, int, bool> isClear)
    {
        var bits = new BitWriter();
        bits.Put(width - 1, 14);
        bits.Put(height - 1, 14);
        bits.Put(1, 1);

        // Version, no transforms, no color cache, one group of codes.
        bits.Put(0, 3 + 1 + 1 + 1);
        foreach (var symbol in new[] { color.G, color.R, color.B })
        {
            bits.Put(0b101, 3);
            bits.Put(symbol, 8);
        }

        // Two symbols: clear is bit 0, opaque bit 1.
        bits.Put(0b111, 3);
        bits.Put(0, 8);
        bits.Put(255, 8);

        // No distances.
        bits.Put(0b001, 3);
        bits.Put(0, 1);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bits.Put(isClear(x, y) ? 0 : 1, 1);
        }

        byte[] body = [0x2F, .. bits.ToArray()];
        byte[] chunk = [.. "VP8L"u8, .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length % 2]];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(chunk.Length + 4), .. "WEBP"u8, .. chunk];
    }

    /// <summary>Low bits first.</summary>
    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _bit = 8;

        public void Put(int value, int count)
        {
            for (var i = 0; i < count; i++)
            {
                if (_bit == 8)
                {
                    _bytes.Add(0);
                    _bit = 0;
                }

                _bytes[^1] |= (byte)(((value >> i) & 1) << _bit++);
            }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
