using System.Globalization;
using System.Text.RegularExpressions;
using ImageFunctions.Contracts;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>
/// Reads times of RFC 3339 and dates of ISO 8601, nothing else: 01/02/2026 is two different days. A date is a day of UTC.
/// </summary>
internal static partial class QueryTime
{
    /// <summary>A time, or the beginning of a day.</summary>
    public static DateTimeOffset? Start(HttpRequest request, string name) => Read(request, name)?.Start;

    /// <summary>A time, or the end of a day.</summary>
    public static DateTimeOffset? End(HttpRequest request, string name) => Read(request, name)?.End;

    private static (DateTimeOffset Start, DateTimeOffset End)? Read(HttpRequest request, string name)
    {
        if (QueryValues.First(request, name) is not { } text)
            return null;
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.AssumeUniversal, out var day) && IsInRange(day))
            return (day, day.AddDays(1).AddTicks(-1));
        if (Rfc3339().Match(text) is { Success: true } match
            && DateTimeOffset.TryParseExact(
                match.Result("${date}T${time}${fraction}${zone}").Replace(' ', '+').ToUpperInvariant(),
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", culture, DateTimeStyles.AssumeUniversal, out var time)
            && IsInRange(time))
            return (time.ToUniversalTime(), time.ToUniversalTime());
        throw ProblemException.Invalid(
            name, $"{name} must be a time such as 2026-11-25T14:00:00Z (RFC 3339) or a date such as 2026-11-25.");
    }

    private static bool IsInRange(DateTimeOffset time) => time.Year is >= 1970 and < 2200;

    // A blank may stand for the T (section 5.6); before the offset it is a + that was not escaped. Parts of less than 100 ns
    // are cut off.
    [GeneratedRegex("^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})"
        + "((?<fraction>[.][0-9]{1,7})[0-9]*)?(?<zone>[Zz]|[ +-][0-9]{2}:[0-9]{2})\\z")]
    private static partial Regex Rfc3339();
}
