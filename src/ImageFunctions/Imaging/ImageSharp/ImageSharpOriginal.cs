using System.Buffers.Binary;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging.Headers;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>What ImageSharp 2 must not be given: its decoders fill what is missing with gray and read some transparency wrong.</summary>
internal static class ImageSharpOriginal
{
    private const int FirstChunk = 12;

    /// <summary>Of an animation's frame: the chunk's own 8 bytes, place, size, time and flags.</summary>
    private const int FrameHeader = 24;

    private static ReadOnlySpan<byte> EndOfPng => "\0\0\0\0IEND"u8;

    /// <summary>The copy, or of a WebP animation its first frame.</summary>
    /// <exception cref="ImageRejectedException">It cannot be had right.</exception>
    public static MemoryStream Open(PixelCopy copy, ImageFormat format)
    {
        var bytes = copy.Written;
        if (format == ImageFormat.Png && bytes.LastIndexOf(EndOfPng) < 0)
            throw HeaderReader.Corrupt("the file ends too early");
        return format == ImageFormat.WebP
            ? new MemoryStream(FirstFrame(bytes), writable: false)
            : new MemoryStream(copy.Buffer, 0, copy.Length, writable: false);
    }

    private static byte[] FirstFrame(ReadOnlySpan<byte> webp)
    {
        List<byte> kept = [.. webp[..FirstChunk]];
        for (var position = FirstChunk; webp.Length - position >= 8;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(webp[(position + 4)..]);
            var chunk = webp.Slice(position, Math.Min(8 + length + (length & 1), webp.Length - position));
            position += chunk.Length;
            var animated = chunk.StartsWith("ANMF"u8);
            var part = animated ? chunk[FrameHeader..] : chunk;
            if (part.StartsWith("ALPH"u8) && (part[8] & 3) == 1)
            {
                throw new ImageRejectedException(
                    RejectionCodes.UnsupportedType, "This image engine cannot read the transparency of a lossy WebP.");
            }

            if (!part.StartsWith("ANIM"u8))
                kept.AddRange(part);
            if (animated)
                break;
        }

        var file = kept.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        if (webp[FirstChunk..].StartsWith("VP8X"u8))
            file[FirstChunk + 8] &= 0x10;
        return file;
    }
}
