using System.Buffers.Binary;

namespace ImageFunctions.Images.Record;

/// <summary>The formats accepted as originals, told apart by content and never by name.</summary>
public enum ImageFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
}

public static class ImageFormats
{
    /// <summary>What is said of an AVIF where the engine cannot read it.</summary>
    public const string NoAvif = "The file is an AVIF image, which the image engine of this service cannot read: send a JPEG, PNG or WebP.";

    /// <summary>How many bytes of a file tell its format.</summary>
    public const int SignatureLength = 64;

    public static string ContentType(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.Gif => "image/gif",
        ImageFormat.Avif => "image/avif",
        _ => "image/webp",
    };

    /// <summary>The format of an accepted MIME type, whatever its parameters, or null for any other.</summary>
    public static ImageFormat? FromContentType(string? contentType) => contentType?.Split(';', 2)[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" or "image/jpg" or "image/pjpeg" => ImageFormat.Jpeg,
        "image/png" or "image/x-png" => ImageFormat.Png,
        "image/gif" => ImageFormat.Gif,
        "image/webp" => ImageFormat.WebP,
        "image/avif" or "image/avif-sequence" => ImageFormat.Avif,
        _ => null,
    };

    /// <summary>The format that a file name's extension stands for, or null.</summary>
    public static ImageFormat? FromFileName(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" or ".jpe" or ".jfif" => ImageFormat.Jpeg,
        ".png" => ImageFormat.Png,
        ".gif" => ImageFormat.Gif,
        ".webp" => ImageFormat.WebP,
        ".avif" or ".avifs" => ImageFormat.Avif,
        _ => null,
    };

    /// <summary>Says of a file that is none of the formats what helps (ISO/IEC 23008-12, 10.2).</summary>
    public static string WhyUnsupported(ReadOnlySpan<byte> content)
    {
        var brand = content.Length >= 12 && content[4..].StartsWith("ftyp"u8) ? content[8..12] : default;
        return brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8)
            ? Heic
            : "The file is not a JPEG, PNG, GIF, WebP or AVIF image.";
    }

    /// <summary>The same of what a caller says beforehand; null when that says nothing of such a file.</summary>
    public static string? WhyUnsupported(string? contentType, string fileName) =>
        contentType?.Split(';', 2)[0].Trim().ToLowerInvariant()
            is "image/heic" or "image/heif" or "image/heic-sequence" or "image/heif-sequence"
        || Path.GetExtension(fileName).ToLowerInvariant() is ".heic" or ".heif" or ".hif" ? Heic : null;

    private const string Heic =
        "The file is a HEIC image, which is not read here: send a JPEG. "
        + "An iPhone makes them with Settings, Camera, Formats, Most Compatible.";

    /// <summary>
    /// The format whose signature <paramref name="content"/> starts with, or null; <see cref="SignatureLength"/> bytes are enough.
    /// Signatures: ITU-T T.81, W3C PNG 5.2, GIF89a 17, RFC 9649 2.4, AV1 Image File Format 6.
    /// </summary>
    public static ImageFormat? Sniff(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return ImageFormat.Jpeg;
        if (content.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return ImageFormat.Png;
        if (content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8))
            return ImageFormat.Gif;
        if (content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
            return ImageFormat.WebP;
        return IsAvif(content) ? ImageFormat.Avif : null;
    }

    /// <summary>Some writers name AVIF only among the brands their file is compatible with, behind the first and its version.</summary>
    private static bool IsAvif(ReadOnlySpan<byte> content)
    {
        if (content.Length < 12 || !content[4..].StartsWith("ftyp"u8) || content[8..].StartsWith("he"u8))
            return false;
        var length = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(content), (uint)Math.Min(content.Length, SignatureLength));
        var isAvif = false;
        for (var at = 8; at + 4 <= length; at += at == 8 ? 8 : 4)
            isAvif |= content[at..].StartsWith("avif"u8) || content[at..].StartsWith("avis"u8);
        return isAvif;
    }
}
