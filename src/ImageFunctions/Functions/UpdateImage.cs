using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>PATCH images/{id}: title, description and tags; If-Match guards against changes by others.</summary>
public sealed class UpdateImage(ChangeImage change, DescribeImage describe)
{
    [Function(nameof(UpdateImage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "images/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ParseAsync(request, cancellationToken);
        var image = await change.UpdateAsync(id, Read(body.RootElement), Caller.Of(request), EntityTags.Expected(request), cancellationToken);
        return new JsonAnswer(await describe.FullAsync(image, cancellationToken)).With("ETag", EntityTags.Quote(describe.Version(image)));
    }

    private static ImagePatch Read(JsonElement body) => new()
    {
        HasTitle = body.TryGetProperty("title", out var title),
        Title = Text(title, "title"),
        HasDescription = body.TryGetProperty("description", out var description),
        Description = Text(description, "description"),
        Tags = body.TryGetProperty("tags", out var tags) ? List(tags) : null,
    };

    private static string? Text(JsonElement value, string field) => value.ValueKind switch
    {
        JsonValueKind.String => String(value, field),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw ProblemException.Invalid(field, $"{field} must be a string."),
    };

    // JSON can hold half a surrogate pair and bytes that are no UTF-8; a string cannot.
    private static string? String(JsonElement value, string field)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw ProblemException.Invalid(field, $"{field} is not valid text.", innerException: e);
        }
    }

    private static List<string?> List(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => Text(item, "tags"))],
        _ => throw ProblemException.Invalid("tags", "tags must be a list of strings."),
    };
}
