using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.FakeAnalysis.Wire;

/// <summary>POST /contentsafety/image:analyze of 2023-10-01, from the REST reference: the image as base64 in JSON.</summary>
internal static class ContentSafetyWire
{
    public const string Path = "/contentsafety/image:analyze";

    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The image of a request body, or empty bytes when there is none to be found.</summary>
    public static byte[] ImageOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("image").GetProperty("content").GetBytesFromBase64();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return [];
        }
    }

    public static WireAnswer Answer(HttpRequest request, ReadOnlySpan<byte> image, WireFindings findings)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return WireAnswer.Error(415, "UnsupportedMediaType", "Content-Type must be application/json.");
        if (image.IsEmpty)
            return Invalid("The request body has no image content.");
        if (image.Length > MaxBytes)
            return Invalid("The image is larger than 4 MB.");
        if (WireImage.SizeOf(image) is not var (width, height))
            return Invalid("The image format is not supported.");
        if (Math.Min(width, height) < 50 || Math.Max(width, height) > 2048)
            return Invalid("The image must have 50 x 50 to 2048 x 2048 pixels.");
        return WireAnswer.Ok(new JsonObject
        {
            ["categoriesAnalysis"] = new JsonArray([.. findings.Severities.Select(severity =>
                new JsonObject { ["category"] = severity.Key, ["severity"] = severity.Value })]),
        });
    }

    private static WireAnswer Invalid(string message) => WireAnswer.Error(400, "InvalidRequestBody", message);
}
