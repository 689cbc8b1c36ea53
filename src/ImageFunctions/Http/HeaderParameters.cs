using System.Text.RegularExpressions;

namespace ImageFunctions.Http;

/// <summary>
/// Reads headers as clients write them: boundaries with a slash but without quotes (iOS), names with quotes in them, raw or
/// escaped, a semicolon at the end. The framework's parsers refuse the whole header for one such character.
/// </summary>
internal static partial class HeaderParameters
{
    /// <summary>What stands before the parameters, in lower case; empty when there is nothing.</summary>
    public static string Value(string? header) => (header ?? "").Split(';', 2)[0].Trim().ToLowerInvariant();

    /// <summary>A parameter without its quotes and their escapes; null when the header has none of this name.</summary>
    public static string? Find(string? header, string name)
    {
        foreach (Match match in Parameter().Matches(header ?? ""))
        {
            if (!match.Groups["name"].ValueSpan.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            // Only these two are escapes: browsers of old put whole Windows paths there.
            return match.Groups["quoted"] is { Success: true } quoted
                ? Escape().Replace(quoted.Value, "$1")
                : match.Groups["plain"].Value.Trim();
        }

        return null;
    }

    // A quote ends the value only where the header or the parameter ends; one that is never closed reaches to the end of the
    // header, so that each character is looked at once.
    [GeneratedRegex("""
        ;\s*(?<name>[^\s=;"]+)\s*=\s*(?:"(?<quoted>(?:\\.|.)*?)(?:"(?=\s*(?:;|$))|$)|(?<plain>[^;]*))
        """, RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex Escape();
}
