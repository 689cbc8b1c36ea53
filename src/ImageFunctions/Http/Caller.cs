using ImageFunctions.Contracts;
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

    /// <summary>Absolute address of the API, as this caller reached it.</summary>
    public static string ApiBase(HttpRequest request) => Origin(request.HttpContext).ApiBase;

    /// <summary>Where a request comes from.</summary>
    public static RequestOrigin Origin(HttpContext context) => context.Features.GetRequiredFeature<RequestOrigin>();

    private static string? First(HttpRequest request, string header) =>
        request.Headers[header] is [{ Length: > 0 } value, ..] ? value : null;
}
