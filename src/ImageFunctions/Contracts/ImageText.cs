using System.Text;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>The rules for what callers say of an image. Each returns clean text or throws a <see cref="ProblemException"/>.</summary>
public static class ImageText
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 1000;
    public const int MaxTags = 10;
    public const int MaxTag = 50;
    public const int MaxFileName = 255;
    public const int MaxUserId = 128;

    /// <summary>The last path part without control characters; kept as text, never used as a path.</summary>
    public static string FileName(string? value)
    {
        var name = Clean(value ?? "", keepLines: false).Split('/', '\\')[^1].Trim().TrimStart('.');
        if (name.Length == 0)
            throw ProblemException.Invalid("fileName", "fileName is required.", ProblemCodes.FileNameRequired);
        return name.Length <= MaxFileName ? name
            : throw ProblemException.Invalid("fileName", $"fileName may have at most {MaxFileName} characters.");
    }

    public static string? Title(string? value) => Text(value, "title", MaxTitle);

    public static string? Description(string? value) => Text(value, "description", MaxDescription);

    /// <summary>Trimmed, without repeats, in the order given. Tags compare without regard to case.</summary>
    public static IReadOnlyList<string> Tags(IEnumerable<string?>? values)
    {
        var tags = new List<string>();
        foreach (var value in values ?? [])
        {
            var tag = Tag(value);
            if (!tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
                tags.Add(tag);
        }

        return tags.Count <= MaxTags ? tags
            : throw ProblemException.Invalid("tags", $"At most {MaxTags} tags are allowed.", ProblemCodes.InvalidTag);
    }

    public static string Tag(string? value)
    {
        var tag = Clean(value ?? "", keepLines: false).Trim();
        return tag.Length is > 0 and <= MaxTag ? tag
            : throw ProblemException.Invalid("tags", $"A tag has 1 to {MaxTag} characters.", ProblemCodes.InvalidTag);
    }

    /// <summary>A label as it may be asked for; the analyzers' own are shorter.</summary>
    public static string Label(string value)
    {
        var label = Clean(value, keepLines: false).Trim();
        return label.Length is > 0 and <= 100 ? label : throw ProblemException.Invalid("label", "A label has 1 to 100 characters.");
    }

    /// <summary>Lower-cased; null when absent. A blank one names nobody and is not the same as none.</summary>
    public static string? UserId(string? value)
    {
        if (value is null)
            return null;
        var user = value.Trim().ToLowerInvariant();
        return user.Length is > 0 and <= MaxUserId && !user.Any(char.IsControl) ? user
            : throw ProblemException.Invalid("userId", $"A user id has 1 to {MaxUserId} characters.", ProblemCodes.InvalidUserId);
    }

    private static string? Text(string? value, string field, int max)
    {
        var text = Clean(value ?? "", keepLines: true).Trim();
        if (text.Length == 0)
            return null;
        return text.Length <= max ? text
            : throw ProblemException.Invalid(field, $"{field} may have at most {max} characters.");
    }

    // Lone surrogates cannot be stored as UTF-8; EnumerateRunes turns them into the replacement character.
    private static string Clean(string value, bool keepLines)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                continue;
            if (Rune.IsControl(rune) && !(keepLines && rune.Value is '\n' or '\t'))
                continue;
            // Direction overrides make a name read as another; other format characters (joined emoji) are text.
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF)
                continue;
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
