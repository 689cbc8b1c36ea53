using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

public class PeopleResult
{
    [JsonConstructor]
    internal PeopleResult(IReadOnlyList<DetectedPerson> values) => Values = values;

    public IReadOnlyList<DetectedPerson> Values { get; }
}

/// <summary>Confidence is 0–1; the service lists very unlikely ones too.</summary>
public class DetectedPerson
{
    [JsonConstructor]
    internal DetectedPerson(ImageBoundingBox boundingBox, float confidence) => (BoundingBox, Confidence) = (boundingBox, confidence);

    public ImageBoundingBox BoundingBox { get; }
    public float Confidence { get; }
}
