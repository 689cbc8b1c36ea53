using System.Globalization;
using ImageFunctions.Delivery;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ImageFunctions.Http;

/// <summary>
/// A picture for anybody's page: whole, a part of it, its headers alone, or word that the caller has it (RFC 9110, sections 13 and
/// 14). Its state is private for the same reason as that of <see cref="JsonResponse"/>.
/// </summary>
internal sealed class PictureResponse(DeliveredPicture delivered) : IResult
{
    private const int Year = 31_536_000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var maxAge = Math.Min(Year, (long)delivered.Lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = $"public, max-age={maxAge}, immutable";
        response.Headers.ETag = EntityTags.Quote(delivered.Version);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (delivered.IsNegotiated)
            response.Headers.Vary = HeaderNames.Accept;
        if (delivered.Picture is not { } picture)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.Headers.AcceptRanges = "bytes";
        response.ContentType = picture.ContentType;
        var (from, length) = (0, picture.Content.Length);
        if (Asked(request) is { } range)
        {
            if (Part(range, picture.Content.Length) is not { } part)
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.ContentType = null;
                response.Headers.CacheControl = "no-store";
                response.Headers.ContentRange = $"bytes */{picture.Content.Length}";
                return;
            }

            (from, length) = part;
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{from + length - 1}/{picture.Content.Length}";
        }

        response.ContentLength = length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(picture.Content.Slice(from, length), httpContext.RequestAborted);
    }

    // Several parts at once, another unit, and parts of another version are answered with the whole.
    private RangeItemHeaderValue? Asked(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range) && range.Unit == "bytes" && range.Ranges.Count == 1
        && (request.Headers.IfRange.Count == 0 || request.Headers.IfRange == EntityTags.Quote(delivered.Version))
            ? range.Ranges.First() : null;

    private static (int From, int Length)? Part(RangeItemHeaderValue range, int length)
    {
        var from = range.From ?? Math.Max(0, length - range.To!.Value);
        var to = range.From is null ? length - 1 : Math.Min(range.To ?? length - 1, length - 1);
        return from <= to && from < length ? ((int)from, (int)(to - from + 1)) : null;
    }
}
