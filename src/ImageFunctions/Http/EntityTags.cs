using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ImageFunctions.Http;

/// <summary>ETag, If-None-Match and If-Match (RFC 9110 section 13).</summary>
internal static class EntityTags
{
    public static string Quote(string version) => $"\"{version}\"";

    public static bool IsCurrent(HttpRequest request, string version) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var tags)
        && tags.Any(tag => tag.Tag == "*" || tag.Tag == Quote(version));

    /// <summary>
    /// What If-Match asks of a record; null when it asks nothing. Only the record counts, not the links that an answer
    /// happened to carry.
    /// </summary>
    /// <exception cref="ProblemException">The header cannot be read.</exception>
    public static Func<ImageRecord, bool>? Expected(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseList([.. request.Headers.IfMatch.OfType<string>()], out var tags))
            throw ProblemException.Invalid("If-Match", "If-Match must hold entity tags.");
        // Without quotes: in quotes it is the version of that name.
        if (tags.Any(tag => tag.Tag == "*"))
            return null;
        var versions = tags.Select(tag => tag.Tag.ToString().Trim('"').Split('.')[0]).ToHashSet();
        return image => versions.Contains(DescribeImage.RecordVersion(image));
    }
}
