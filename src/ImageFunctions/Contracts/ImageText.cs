using System.Text;

namespace ImageFunctions.Contracts;

/// <summary>The rules for what callers say of an image. Each returns clean text or throws a <see cref="ProblemException"/>.</summary>
public static class ImageText
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 1000;
    public const int MaxTags = 10;
    public const int MaxTag = 50;
    public const int MaxLabel = 100;
    public const int MaxFileName = 255;
    public const int MaxUserId = 128;

    /// <summary>How many times as long as allowed a text may be, for what is dropped of it and composed.</summary>
    private const int MostDropped = 8;

    /// <summary>The last path part, cleaned like every other text; kept as text, never used as a path.</summary>
    public static string FileName(string? value)
    {
        var name = LastPart(value);
        if (name.Length == 0)
            throw ProblemException.Invalid("fileName", "fileName is required.", ProblemCodes.FileNameRequired);
        return Characters(name) <= MaxFileName ? name
            : throw ProblemException.Invalid("fileName", $"fileName may have at most {MaxFileName} characters.");
    }

    /// <summary>
    /// The same for a name that nobody can be asked to change: one that is none, or too long, gives way to <paramref name="other"/>.
    /// </summary>
    public static string FileNameOr(string value, string other) =>
        LastPart(value) is { Length: > 0 } name && Characters(name) <= MaxFileName ? name : other;

    public static string? Title(string? value) => Text(value, "title", MaxTitle);

    public static string? Description(string? value) => Text(value, "description", MaxDescription);

    /// <summary>Trimmed, without repeats, in the order given. Tags compare without regard to case.</summary>
    public static IReadOnlyList<string> Tags(IEnumerable<string?>? values)
    {
        var tags = new List<string>();
        foreach (var value in values ?? [])
        {
            var tag = Tag(value);
            if (tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
                continue;
            // At once: comparing each of thousands with all others would be work for nothing.
            if (tags.Count == MaxTags)
                throw ProblemException.Invalid("tags", $"At most {MaxTags} tags are allowed.", ProblemCodes.InvalidTag);
            tags.Add(tag);
        }

        return tags;
    }

    public static string Tag(string? value)
    {
        var tag = Cleaned(value, MaxTag, keepLines: false);
        return tag.Length > 0 && Characters(tag) <= MaxTag ? tag
            : throw ProblemException.Invalid("tags", $"A tag has 1 to {MaxTag} characters.", ProblemCodes.InvalidTag);
    }

    /// <summary>A label as it may be asked for; the analyzers' own are shorter.</summary>
    public static string Label(string value)
    {
        var label = Cleaned(value, MaxLabel, keepLines: false);
        return label.Length > 0 && Characters(label) <= MaxLabel ? label
            : throw ProblemException.Invalid("label", $"A label has 1 to {MaxLabel} characters.");
    }

    /// <summary>
    /// Lower-cased; null when absent. A blank one names nobody and is not the same as none. What would be taken out of other
    /// text is refused here: two ids must not become one.
    /// </summary>
    public static string? UserId(string? value)
    {
        if (value is null)
            return null;
        var user = Clean(value, keepLines: false).ToLowerInvariant();
        var isWhole = value.Trim().EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !IsUnwanted(rune));
        return isWhole && user.Length > 0 && Characters(user) <= MaxUserId ? user
            : throw ProblemException.Invalid(
                "userId", $"A user id has 1 to {MaxUserId} characters, none of them a control character.", ProblemCodes.InvalidUserId);
    }

    private static string? Text(string? value, string field, int max)
    {
        var text = Cleaned(value, max, keepLines: true);
        if (text.Length == 0)
            return null;
        return Characters(text) <= max ? text
            : throw ProblemException.Invalid(field, $"{field} may have at most {max} characters.");
    }

    // Far too long stays too long, whatever is dropped or composed of it, and need not be looked at.
    private static string Cleaned(string? value, int max, bool keepLines) =>
        value?.Length > max * MostDropped ? new string('x', max + 1) : Clean(value, keepLines);

    private static string LastPart(string? value) => Clean(value, keepLines: false).Split('/', '\\')[^1].TrimStart('.', ' ').Trim();

    // Of Unicode, not of UTF-16: an emoji is one.
    private static int Characters(string text) => text.Count(c => !char.IsLowSurrogate(c));

    // Composed, so that the same word is the same text whoever typed it. What is no character, such as half a surrogate
    // pair, becomes the replacement character: what was lost can be seen.
    private static string Clean(string? value, bool keepLines)
    {
        var clean = new StringBuilder(value?.Length ?? 0);
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            if ((rune.Value & 0xFFFE) == 0xFFFE)
                clean.Append('\uFFFD');
            else if (!IsUnwanted(rune) || (keepLines && rune.Value is '\n' or '\t'))
                clean.Append(rune.ToString());
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    // Control characters, and marks of direction, which make a name read as another. Other format characters (joined emoji)
    // are text.
    private static bool IsUnwanted(Rune rune) => Rune.IsControl(rune)
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x206F) or 0xFEFF;
}
