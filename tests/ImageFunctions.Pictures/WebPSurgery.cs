using System.Buffers.Binary;

namespace ImageFunctions.Pictures;

/// <summary>Takes simple WebP files apart and puts them together again. RFC 9649 section 2.</summary>
public static class WebPSurgery
{
    private const int AnimationFlag = 0x02;
    private const int XmpFlag = 0x04;
    private const int ExifFlag = 0x08;
    private const int IccFlag = 0x20;

    public static byte[] WithMetadata(byte[] webp, int width, int height, byte[]? icc = null, byte[]? exif = null, byte[]? xmp = null)
    {
        var flags = (icc is null ? 0 : IccFlag) | (exif is null ? 0 : ExifFlag) | (xmp is null ? 0 : XmpFlag);
        return Riff([
            Canvas(flags, width, height),
            icc is null ? [] : Chunk("ICCP"u8, icc),
            Pixels(webp),
            exif is null ? [] : Chunk("EXIF"u8, exif),
            xmp is null ? [] : Chunk("XMP "u8, xmp)]);
    }

    /// <summary>Frames of a tenth of a second each, without alpha.</summary>
    public static byte[] Animate(IEnumerable<byte[]> stills, int width, int height) => Riff([
        Canvas(AnimationFlag, width, height),
        Chunk("ANIM"u8, new byte[6]),
        .. stills.Select(still =>
            Chunk("ANMF"u8, [.. new byte[6], .. Number24(width - 1), .. Number24(height - 1), 100, 0, 0, 2, .. Pixels(still)]))]);

    /// <summary>The chunk with the picture, whatever a writer put around it.</summary>
    private static byte[] Pixels(byte[] webp)
    {
        var start = Math.Max(webp.AsSpan().IndexOf("VP8 "u8), webp.AsSpan().IndexOf("VP8L"u8));
        var length = BinaryPrimitives.ReadInt32LittleEndian(webp.AsSpan(start + 4));
        return webp[start..(start + 8 + length + (length % 2))];
    }

    private static byte[] Canvas(int flags, int width, int height) =>
        Chunk("VP8X"u8, [(byte)flags, 0, 0, 0, .. Number24(width - 1), .. Number24(height - 1)]);

    private static byte[] Riff(IEnumerable<byte[]> chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] body) =>
        [.. type, .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length % 2]];

    private static byte[] Number24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
}
