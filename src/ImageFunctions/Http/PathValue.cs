using ImageFunctions.Contracts;

namespace ImageFunctions.Http;

/// <summary>
/// A value in a path. The host decodes most escapes but not an encoded slash, and an escaped percent sign then looks the
/// same as a real one: such values are refused rather than taken for another.
/// </summary>
internal static class PathValue
{
    /// <param name="query">The name of the same value in a query.</param>
    /// <exception cref="ProblemException"><c>ambiguous_path</c>.</exception>
    public static string Read(string value, string query) => value.IndexOfAny(['%', '/', '\\', '\uFFFD']) < 0
        ? value
        : throw ProblemException.Invalid(
            query, $"This value can be read in more than one way in a path. Use {RoutePrefix.Path}/images?{query}=… instead.",
            ProblemCodes.AmbiguousPath);
}
