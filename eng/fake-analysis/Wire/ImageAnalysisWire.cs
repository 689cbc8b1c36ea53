using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.FakeAnalysis.Wire;

/// <summary>
/// POST /computervision/imageanalysis:analyze of 2023-10-01, from the REST reference: features in the query, the image as
/// the body, and only what was asked for in the answer.
/// </summary>
internal static class ImageAnalysisWire
{
    public const string Path = "/computervision/imageanalysis:analyze";

    private const int MaxBytes = 20_971_520;

    private static readonly string[] Known = ["tags", "caption", "denseCaptions", "objects", "read", "smartCrops", "people"];

    public static WireAnswer Answer(HttpRequest request, ReadOnlySpan<byte> image, WireFindings findings, bool hasCaptions)
    {
        if (request.ContentType != "application/octet-stream")
            return WireAnswer.Error(415, "UnsupportedMediaType", "Content-Type must be application/octet-stream or application/json.");
        var features = request.Query["features"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (features.Length == 0 || features.Except(Known).Any())
            return Invalid("A feature is missing or unknown.", "NotSupportedVisualFeature");
        if (features.Contains("caption") && !hasCaptions)
            return Invalid("The feature 'Caption' is not supported in this region.", "NotSupportedVisualFeature");
        if (features.Contains("caption") && request.Query["language"].ToString() is not ("" or "en"))
            return Invalid("The input language is not supported.", "NotSupportedLanguage");
        if (image.Length is 0 or > MaxBytes)
            return Invalid("The image size is not allowed to be zero or larger than 20971520 bytes.", "InvalidImageSize");
        if (WireImage.SizeOf(image) is not var (width, height))
            return Invalid("The image format is not supported.", "InvalidImageFormat");
        if (Math.Min(width, height) < 50 || Math.Max(width, height) > 16_000)
            return Invalid("The image dimension is not allowed to be smaller than 50 and larger than 16000.", "InvalidImageSize");
        return Ratios(request) is { } ratios
            ? WireAnswer.Ok(Body(features, ratios, width, height, findings))
            : Invalid("A crop ratio is not between 0.75 and 1.8.", "InvalidRequest");
    }

    private static WireAnswer Invalid(string message, string innerCode) =>
        WireAnswer.Error(400, "InvalidRequest", message, innerCode);

    private static float[]? Ratios(HttpRequest request)
    {
        var ratios = request.Query["smartcrops-aspect-ratios"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(ratio => float.TryParse(ratio, CultureInfo.InvariantCulture, out var value) ? value : 0)
            .ToArray();
        return ratios.All(ratio => ratio is >= 0.75f and <= 1.8f) ? ratios : null;
    }

    private static JsonObject Body(string[] features, float[] ratios, int width, int height, WireFindings findings)
    {
        var body = new JsonObject
        {
            ["modelVersion"] = findings.ModelVersion,
            ["metadata"] = new JsonObject { ["width"] = width, ["height"] = height },
        };
        if (features.Contains("caption"))
            body["captionResult"] = new JsonObject { ["text"] = findings.Caption, ["confidence"] = findings.CaptionConfidence };
        if (features.Contains("tags"))
            body["tagsResult"] = Values(findings.Tags.Select(Tag));
        if (features.Contains("objects"))
            body["objectsResult"] = Values(findings.Objects.Select(found => new JsonObject
            {
                ["boundingBox"] = Box(found.Box),
                ["tags"] = new JsonArray(Tag(new(found.Name, found.Confidence))),
            }));
        if (features.Contains("people"))
            body["peopleResult"] = Values(findings.People.Select(person =>
                new JsonObject { ["boundingBox"] = Box(person.Box), ["confidence"] = person.Confidence }));
        if (features.Contains("read"))
            body["readResult"] = new JsonObject { ["blocks"] = new JsonArray(new JsonObject { ["lines"] = Lines(findings.Lines) }) };
        if (features.Contains("smartCrops"))
            body["smartCropsResult"] = Values(
                (ratios.Length == 0 ? findings.Crops : ratios.Select(ratio => new WireCrop(ratio, new(0, 0, 1, 1))))
                .Select(crop => new JsonObject { ["aspectRatio"] = crop.AspectRatio, ["boundingBox"] = Box(crop.Box) }));
        return body;

        JsonObject Box(WireBox box) => new()
        {
            ["x"] = (int)(box.X * width),
            ["y"] = (int)(box.Y * height),
            ["w"] = (int)(box.Width * width),
            ["h"] = (int)(box.Height * height),
        };
    }

    private static JsonObject Values(IEnumerable<JsonNode> values) => new() { ["values"] = new JsonArray([.. values]) };

    private static JsonObject Tag(WireTag tag) => new() { ["name"] = tag.Name, ["confidence"] = tag.Confidence };

    private static JsonArray Lines(IEnumerable<WireLine> lines) => new([.. lines.Select(line => new JsonObject
    {
        ["text"] = line.Text,
        ["boundingPolygon"] = Polygon(),
        ["words"] = new JsonArray([.. line.Text.Split(' ').Select(word =>
            new JsonObject { ["text"] = word, ["boundingPolygon"] = Polygon(), ["confidence"] = line.Confidence })]),
    })]);

    private static JsonArray Polygon() =>
        new([.. new[] { (1, 1), (9, 1), (9, 5), (1, 5) }.Select(point => new JsonObject { ["x"] = point.Item1, ["y"] = point.Item2 })]);
}
