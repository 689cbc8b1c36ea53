using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

public class TagsResult
{
    internal TagsResult()
    {
    }

    public IReadOnlyList<DetectedTag> Values { get; private init; }

    internal static TagsResult Parse(JsonElement json) => new()
    {
        Values = json.List("values", DetectedTag.Parse),
    };
}

/// <summary>Confidence is 0–1.</summary>
public class DetectedTag
{
    internal DetectedTag()
    {
    }

    public float Confidence { get; private init; }
    public string Name { get; private init; }

    internal static DetectedTag Parse(JsonElement json) => new()
    {
        Confidence = json.Number("confidence"),
        Name = json.Text("name"),
    };
}
