using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ImageFunctions.Http;

/// <summary>Packs answers for callers who can unpack them. Lists are mostly signed links, of which little is left.</summary>
internal static class Compression
{
    /// <summary>Bytes from which an answer gains more than it costs.</summary>
    public const int Worthwhile = 1024;

    /// <summary>The content as the caller can take it, with the headers that say so.</summary>
    public static ReadOnlySequence<byte> Apply(ReadOnlySequence<byte> content, HttpContext context)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (Choose(context.Request.Headers.AcceptEncoding) is not { } encoding)
            return content;
        context.Response.Headers.ContentEncoding = encoding;
        var packed = new MemoryStream();
        using (Stream packer = encoding == "br"
            ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var part in content)
                packer.Write(part.Span);
        }

        return new ReadOnlySequence<byte>(packed.GetBuffer(), 0, (int)packed.Length);
    }

    private static string? Choose(StringValues accepted)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var encodings))
            return null;
        var wanted = encodings.Where(one => one.Quality is not 0).Select(one => one.Value.Value?.ToLowerInvariant()).ToHashSet();
        return wanted.Contains("br") ? "br" : wanted.Contains("gzip") ? "gzip" : null;
    }
}
