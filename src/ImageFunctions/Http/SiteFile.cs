using System.IO.Compression;
using System.Security.Cryptography;

namespace ImageFunctions.Http;

/// <summary>One file of a page, held in memory as it is and compressed.</summary>
internal sealed class SiteFile
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly Lazy<byte[]> _compressed;

    public SiteFile(string name, byte[] content)
    {
        ContentType = ContentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
        Content = content;
        Version = Convert.ToHexStringLower(SHA256.HashData(content))[..20];
        _compressed = new Lazy<byte[]>(() => Compress(content));
    }

    public string ContentType { get; }

    public byte[] Content { get; }

    /// <summary>The content as gzip.</summary>
    public byte[] Compressed => _compressed.Value;

    /// <summary>The same for the same content.</summary>
    public string Version { get; }

    private static byte[] Compress(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }
}
