using System.Buffers.Binary;

namespace ImageFunctions.FakeAnalysis.Wire;

/// <summary>As much of JPEG and PNG as it takes to know a size, and to make a JPEG that has one and nothing else.</summary>
public static class WireImage
{
    /// <summary>A JPEG header (ITU-T T.81, B.2) without pixels: enough for the fake services, not for a decoder.</summary>
    public static byte[] Jpeg(int width, int height, int padding = 0)
    {
        byte[] header =
        [
            0xFF, 0xD8,
            0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        ];
        return [.. header, .. new byte[padding], 0xFF, 0xD9];
    }

    /// <summary>Width and height in pixels, or null for anything else.</summary>
    public static (int Width, int Height)? SizeOf(ReadOnlySpan<byte> image)
    {
        if (image.Length >= 24 && image.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']))
            return (BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]));
        if (!image.StartsWith<byte>([0xFF, 0xD8]))
            return null;
        for (var at = 2; at + 9 <= image.Length && image[at] == 0xFF;)
        {
            var marker = image[at + 1];
            // SOF0–SOF15 without the tables DHT, JPG and DAC that lie among them.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(image[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(image[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
        }

        return null;
    }
}
