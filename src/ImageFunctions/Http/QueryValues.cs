using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>Reads query strings under all their names; what cannot be read is a 400 that names the field.</summary>
internal static class QueryValues
{
    /// <summary>What narrows a list beside the user.</summary>
    public static readonly IReadOnlyList<string> Filters = ["tag", "tags", "label", "minConfidence", "status", "analysis", "moderation",
        "from", "to"];

    public static ListQuery List(HttpRequest request) => new()
    {
        Limit = Number(request, "limit", 10, 1, 100, ProblemCodes.InvalidLimit),
        Cursor = First(request, "cursor", "lastKey", "lastEvaluatedKey"),
        UserId = User(request),
        Tags = ImageText.Tags(All(request, "tag").Concat(All(request, "tags").SelectMany(TagList))),
        Label = All(request, "label").FirstOrDefault() is { } label ? ImageText.Label(label) : null,
        MinConfidence = First(request, "minConfidence") is null ? null : Number(request, "minConfidence", 0, 0, 100),
        Status = Status(request, "status"),
        Moderation = Moderation(request, "moderation"),
        Analysis = Analysis(request, "analysis"),
        From = QueryTime.Start(request, "from"),
        To = QueryTime.End(request, "to"),
    };

    /// <summary>The user under both names; null when absent.</summary>
    /// <exception cref="ProblemException"><c>invalid_user_id</c>: blank, or two different ones.</exception>
    public static string? User(HttpRequest request)
    {
        var users = All(request, "userId").Concat(All(request, "user_id")).Select(ImageText.UserId).Distinct().ToList();
        return users.Count <= 1 ? users.SingleOrDefault()
            : throw ProblemException.Invalid("userId", "userId names more than one user.", ProblemCodes.InvalidUserId);
    }

    public static int Number(HttpRequest request, string name, int fallback, int least, int most, ProblemCode? code = null)
    {
        if (First(request, name) is not { } text)
            return fallback;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least
            && value <= most
            ? value
            : throw ProblemException.Invalid(name, $"{name} must be a whole number from {least} to {most}.", code);
    }

    public static bool Flag(HttpRequest request, string name) => First(request, name)?.ToLowerInvariant() switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => throw ProblemException.Invalid(name, $"{name} must be true or false."),
    };

    public static ImageStatus? Status(HttpRequest request, string name)
    {
        if (First(request, name) is not { } text)
            return null;
        foreach (var status in Enum.GetValues<ImageStatus>())
        {
            // Deleted images are gone from every answer.
            if (status is not (ImageStatus.Deleted or ImageStatus.Unknown)
                && string.Equals(text, status.ToString(), StringComparison.OrdinalIgnoreCase))
                return status;
        }

        throw ProblemException.Invalid(name, $"{name} must be one of pending, uploaded, processing, completed, failed, expired.");
    }

    /// <summary>The states that a person may want to look at; the others are not indexed.</summary>
    public static ModerationState? Moderation(HttpRequest request, string name) => First(request, name)?.ToLowerInvariant() switch
    {
        null => null,
        "flagged" => ModerationState.Flagged,
        "held" => ModerationState.Held,
        "blocked" => ModerationState.Blocked,
        _ => throw ProblemException.Invalid(name, $"{name} must be one of flagged, held, blocked."),
    };

    /// <summary>How an analysis can end.</summary>
    public static StepState? Analysis(HttpRequest request, string name) => First(request, name)?.ToLowerInvariant() switch
    {
        null => null,
        "failed" => StepState.Failed,
        "skipped" => StepState.Skipped,
        "completed" => StepState.Completed,
        _ => throw ProblemException.Invalid(name, $"{name} must be one of failed, skipped, completed."),
    };

    public static string? First(HttpRequest request, params string[] names)
    {
        foreach (var name in names)
        {
            if (request.Query[name] is [{ Length: > 0 } value, ..])
                return value;
        }

        return null;
    }

    public static IEnumerable<string> SplitList(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A list that is blank is one blank tag: it must not become no filter at all.
    private static IEnumerable<string> TagList(string text) => string.IsNullOrWhiteSpace(text) ? [text] : SplitList(text);

    private static IEnumerable<string> All(HttpRequest request, string name) => request.Query[name].Select(value => value ?? "");
}
