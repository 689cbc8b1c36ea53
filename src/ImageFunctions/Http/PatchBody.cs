using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>Reads the body of a PATCH member by member, since an absent member means something else than one that is null.</summary>
internal static class PatchBody
{
    private static readonly string[] Members = ["title", "description", "tags", "focalPoint"];

    public static async Task<ImagePatch> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ParseAsync(request, cancellationToken);
        if (!Members.Any(known => body.RootElement.TryGetProperty(known, out _)))
            RefuseTypingErrors(body.RootElement);
        return Read(body.RootElement);
    }

    private static ImagePatch Read(JsonElement body) => new()
    {
        HasTitle = body.TryGetProperty("title", out var title),
        Title = Text(title, "title"),
        HasDescription = body.TryGetProperty("description", out var description),
        Description = Text(description, "description"),
        Tags = body.TryGetProperty("tags", out var tags) ? List(tags) : null,
        HasFocalPoint = body.TryGetProperty("focalPoint", out var focalPoint),
        FocalPoint = Point(focalPoint),
    };

    // Unknown members are passed over, but a typing error must not be answered like a change that was made.
    private static void RefuseTypingErrors(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
        {
            var given = JsonText.NameOf(member) ?? throw NoText("body");
            if (Members.FirstOrDefault(known => Typing.IsNear(given, known)) is { } meant)
                throw ProblemException.Invalid(given, $"Nothing was changed: there is no {given}. Did you mean {meant}?");
        }
    }

    private static string? Text(JsonElement value, string field) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value) ?? throw NoText(field),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw ProblemException.Invalid(field, $"{field} must be a string."),
    };

    private static ProblemException NoText(string field) => ProblemException.Invalid(field, $"{field} is not valid text.");

    private static FocalPoint? Point(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => new FocalPoint(Share(value, "x"), Share(value, "y")),
        _ => throw NoPoint(),
    };

    private static double Share(JsonElement point, string name) =>
        point.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var share)
        && share is >= 0 and <= 1
            ? share : throw NoPoint();

    private static ProblemException NoPoint() =>
        ProblemException.Invalid(
            "focalPoint", "focalPoint must have x and y from 0 to 1: shares of the width and the height, from the upper left.");

    private static List<string?> List(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => Text(item, "tags"))],
        _ => throw ProblemException.Invalid("tags", "tags must be a list of strings."),
    };
}
