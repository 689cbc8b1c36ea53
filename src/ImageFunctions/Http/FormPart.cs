using ImageFunctions.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ImageFunctions.Http;

/// <summary>What a part of a form says of itself.</summary>
/// <param name="FileName">Null for a text field, empty for a file field that was left empty.</param>
internal sealed record FormPart(string Name, string? FileName)
{
    /// <exception cref="ProblemException">It has no name: what it holds would be lost without a word.</exception>
    public static FormPart Of(MultipartSection section)
    {
        var header = section.ContentDisposition;
        return HeaderParameters.Find(header, "name") is { Length: > 0 } name
            ? new FormPart(name, ExtendedName(header) ?? Decoded(HeaderParameters.Find(header, "filename")))
            : throw new ProblemException(
                ProblemCodes.InvalidRequest, "Each part needs a Content-Disposition header with a name: form-data; name=\"title\".");
    }

    // RFC 5987.
    private static string? ExtendedName(string? header) =>
        HeaderParameters.Find(header, "filename*") is { } text
        && ContentDispositionHeaderValue.TryParse($"form-data; filename*={text}", out var parsed) && parsed.FileNameStar.HasValue
            ? parsed.FileNameStar.Value : null;

    // RFC 2047, which some clients use here.
    private static string? Decoded(string? name) =>
        name?.StartsWith("=?", StringComparison.Ordinal) == true
        && ContentDispositionHeaderValue.TryParse($"form-data; filename=\"{name}\"", out var parsed)
            ? HeaderUtilities.RemoveQuotes(parsed.FileName).Value : name;
}
