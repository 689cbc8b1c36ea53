using ImageFunctions.Contracts;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageFunctions.Http;

/// <summary>Who a request acts for.</summary>
internal static class Caller
{
    /// <summary>
    /// The identity that App Service authentication puts there, else what the caller says. The latter is as trustworthy as
    /// whoever holds the key. Null when neither is given.
    /// </summary>
    public static string? Of(HttpRequest request) =>
        ImageText.UserId(First(request, "x-ms-client-principal-id") ?? First(request, "X-User-Id"));

    /// <summary>What the caller calls this request, if it may be sent again.</summary>
    public static IdempotencyKey? Key(HttpRequest request) =>
        request.Headers["Idempotency-Key"] is [{ } key, ..] ? new IdempotencyKey(Of(request), key) : null;

    /// <summary>Absolute address of the API, as this caller reached it.</summary>
    public static string ApiBase(HttpRequest request) => Origin(request.HttpContext).ApiBase;

    /// <summary>Where a request comes from.</summary>
    public static RequestOrigin Origin(HttpContext context) => context.Features.GetRequiredFeature<RequestOrigin>();

    private static string? First(HttpRequest request, string header) =>
        request.Headers[header] is [{ Length: > 0 } value, ..] ? value : null;
}
