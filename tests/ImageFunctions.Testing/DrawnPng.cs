using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageFunctions.Testing;

/// <summary>PNG files made in code, for tests that need an image and know every pixel of it.</summary>
public static class DrawnPng
{
    /// <param name="pixel">Red, green, blue and alpha at a place.</param>
    public static byte[] Draw(int width, int height, Func<int, int, (byte R, byte G, byte B, byte A)> pixel, bool alpha = false)
    {
        var channels = alpha ? 4 : 3;
        var rows = new byte[height * (1 + width * channels)];
        var at = 0;
        for (var y = 0; y < height; y++)
        {
            rows[at++] = 0;
            for (var x = 0; x < width; x++)
            {
                var (r, g, b, a) = pixel(x, y);
                rows[at++] = r;
                rows[at++] = g;
                rows[at++] = b;
                if (alpha)
                    rows[at++] = a;
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(alpha ? 6 : 2);
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Deflate(rows));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>A picture with enough detail to be over 1 KB, different for every seed.</summary>
    public static byte[] Scene(int width, int height, int seed)
    {
        var random = new Random(seed);
        var (a, b, c) = (random.NextDouble() * 6, random.NextDouble() * 6, random.Next(3, 9));
        return Draw(width, height, (x, y) =>
        {
            var u = Math.Sin(a + (x * (double)c / width)) + Math.Cos(b + (y * 5.0 / height));
            var v = Math.Sin(((x / 4) + (seed * 13)) * ((y / 4) + 7) * 0.002);
            return ((byte)(128 + (60 * u)), (byte)(128 + (60 * v)), (byte)((((x / 8) ^ (y / 8)) * 4) + seed), 255);
        });
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. data]));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }

    private static byte[] Deflate(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(rows);
        return packed.ToArray();
    }
}
