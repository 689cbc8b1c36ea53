using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>
/// Answers with a file of a page, or with 304 when the caller has it. Its state is private for the same reason as that of
/// <see cref="JsonResponse"/>.
/// </summary>
internal sealed class SiteResponse(
    SiteFile file, string cacheControl = SiteResponse.Revalidate, string? contentSecurityPolicy = null) : IResult
{
    /// <summary>Kept, but asked about before each use.</summary>
    public const string Revalidate = "public, no-cache";

    /// <summary>Kept for good: the address changes with the content.</summary>
    public const string Immutable = "public, max-age=31536000, immutable";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var response = httpContext.Response;
        response.Headers.CacheControl = cacheControl;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ETag = EntityTags.Quote(file.Version);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (contentSecurityPolicy is not null)
        {
            response.Headers.ContentSecurityPolicy = contentSecurityPolicy;
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }

        if (EntityTags.IsCurrent(request, file.Version))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var isCompressed = request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var content = isCompressed ? file.Compressed : file.Content;
        if (isCompressed)
            response.Headers.ContentEncoding = "gzip";
        response.ContentType = file.ContentType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(content, httpContext.RequestAborted);
    }
}
