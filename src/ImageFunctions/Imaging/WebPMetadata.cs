using System.Buffers.Binary;

namespace ImageFunctions.Imaging;

/// <summary>
/// Cuts metadata chunks out of an encoded WebP. libvips 8.14.1, which Debian 12 has, ignores its own strip option there and
/// always adds an EXIF chunk.
/// </summary>
internal static class WebPMetadata
{
    private const int FirstChunk = 12;
    private const byte MetadataFlags = 0x20 | 0x08 | 0x04;

    /// <summary>Moves the other chunks together, in place, and returns the new length in bytes.</summary>
    public static int Remove(Span<byte> webp)
    {
        var end = FirstChunk;
        for (var position = FirstChunk; webp.Length - position >= 8;)
        {
            var type = webp.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(webp[(position + 4)..]);
            var whole = (int)Math.Min(8L + length + (length & 1), webp.Length - position);
            if (type.SequenceEqual("VP8X"u8))
                webp[position + 8] &= unchecked((byte)~MetadataFlags);
            if (!IsMetadata(type))
            {
                webp.Slice(position, whole).CopyTo(webp[end..]);
                end += whole;
            }

            position += whole;
        }

        BinaryPrimitives.WriteInt32LittleEndian(webp[4..], end - 8);
        return end;
    }

    private static bool IsMetadata(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("EXIF"u8) || type.SequenceEqual("XMP "u8) || type.SequenceEqual("ICCP"u8);
}
