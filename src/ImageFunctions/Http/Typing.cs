namespace ImageFunctions.Http;

/// <summary>Tells typing errors from other words.</summary>
internal static class Typing
{
    private const int MostErrors = 2;

    /// <summary>Whether a name is another one with the wrong case, a letter or two amiss, or the start of it.</summary>
    public static bool IsNear(string given, string known) =>
        Math.Abs(given.Length - known.Length) <= MostErrors && Distance(given.ToLowerInvariant(), known) <= MostErrors
        || given.Length >= 3 && known.StartsWith(given, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's: letters to insert, delete or replace.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
