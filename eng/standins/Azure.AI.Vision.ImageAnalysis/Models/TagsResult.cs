using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

public class TagsResult
{
    [JsonConstructor]
    internal TagsResult(IReadOnlyList<DetectedTag> values) => Values = values;

    public IReadOnlyList<DetectedTag> Values { get; }
}

/// <summary>Confidence is 0–1.</summary>
public class DetectedTag
{
    [JsonConstructor]
    internal DetectedTag(float confidence, string name) => (Confidence, Name) = (confidence, name);

    public float Confidence { get; }
    public string Name { get; }
}
