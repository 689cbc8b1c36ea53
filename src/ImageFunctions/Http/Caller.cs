using ImageFunctions.Contracts;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageFunctions.Http;

/// <summary>Who a request acts for.</summary>
internal static class Caller
{
    private const string Principal = "x-ms-client-principal-id";
    private const string User = "X-User-Id";

    /// <summary>
    /// The identity that App Service authentication puts there, else what the caller says. The latter is as trustworthy as
    /// whoever holds the key. Null when neither is given.
    /// </summary>
    /// <exception cref="ProblemException"><c>invalid_user_id</c>: a header that is blank, or says two things.</exception>
    public static string? Of(HttpRequest request) => Single(request, Principal) ?? Single(request, User);

    /// <summary>What the caller calls this request, if it may be sent again.</summary>
    public static IdempotencyKey? Key(HttpRequest request) =>
        request.Headers["Idempotency-Key"] is [{ } key, ..] ? new IdempotencyKey(Of(request), key) : null;

    /// <summary>Absolute address of the API, as this caller reached it.</summary>
    public static string ApiBase(HttpRequest request) => Origin(request.HttpContext).ApiBase;

    /// <summary>Where a request comes from.</summary>
    public static RequestOrigin Origin(HttpContext context) => context.Features.GetRequiredFeature<RequestOrigin>();

    private static string? Single(HttpRequest request, string header)
    {
        if (request.Headers[header] is not { Count: > 0 } values)
            return null;
        // Whatever stands in between may join two headers by a comma (RFC 9110 section 5.3).
        var users = values.SelectMany(value => (value ?? "").Split(',')).Select(ImageText.UserId).Distinct().ToList();
        return users.Count <= 1 ? users.SingleOrDefault()
            : throw ProblemException.Invalid(header, $"{header} names more than one user.", ProblemCodes.InvalidUserId);
    }
}
