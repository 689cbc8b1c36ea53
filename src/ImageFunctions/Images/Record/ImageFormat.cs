namespace ImageFunctions.Images.Record;

/// <summary>The formats accepted as originals, told apart by content and never by name.</summary>
public enum ImageFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
}

public static class ImageFormats
{
    public static string ContentType(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.Gif => "image/gif",
        _ => "image/webp",
    };

    /// <summary>The format of an accepted MIME type, whatever its parameters, or null for any other.</summary>
    public static ImageFormat? FromContentType(string? contentType) => contentType?.Split(';', 2)[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" or "image/jpg" or "image/pjpeg" => ImageFormat.Jpeg,
        "image/png" or "image/x-png" => ImageFormat.Png,
        "image/gif" => ImageFormat.Gif,
        "image/webp" => ImageFormat.WebP,
        _ => null,
    };

    /// <summary>The format that a file name's extension stands for, or null.</summary>
    public static ImageFormat? FromFileName(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" or ".jpe" or ".jfif" => ImageFormat.Jpeg,
        ".png" => ImageFormat.Png,
        ".gif" => ImageFormat.Gif,
        ".webp" => ImageFormat.WebP,
        _ => null,
    };

    /// <summary>Says of a file that is none of the formats what helps. Twelve bytes are enough (ISO/IEC 23008-12, 10.2).</summary>
    public static string WhyUnsupported(ReadOnlySpan<byte> content)
    {
        var brand = content.Length >= 12 && content[4..].StartsWith("ftyp"u8) ? content[8..12] : default;
        if (brand.StartsWith("avi"u8))
            return "The file is an AVIF image. It can be made here but not read: save it as JPEG, PNG or WebP.";
        return brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8)
            ? Heic
            : "The file is not a JPEG, PNG, GIF or WebP image.";
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
    /// The format whose signature <paramref name="content"/> starts with, or null. Twelve bytes are enough.
    /// Signatures: ITU-T T.81, W3C PNG 5.2, GIF89a 17, RFC 9649 2.4.
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
        return null;
    }
}
