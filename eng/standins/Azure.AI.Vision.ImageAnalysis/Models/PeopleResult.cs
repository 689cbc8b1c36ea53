using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

public class PeopleResult
{
    internal PeopleResult()
    {
    }

    public IReadOnlyList<DetectedPerson> Values { get; private init; }

    internal static PeopleResult Parse(JsonElement json) => new()
    {
        Values = json.List("values", DetectedPerson.Parse),
    };
}

/// <summary>Confidence is 0–1; the service lists very unlikely ones too.</summary>
public class DetectedPerson
{
    internal DetectedPerson()
    {
    }

    public ImageBoundingBox BoundingBox { get; private init; }
    public float Confidence { get; private init; }

    internal static DetectedPerson Parse(JsonElement json) => new()
    {
        BoundingBox = json.Get("boundingBox", ImageBoundingBox.Parse),
        Confidence = json.Number("confidence"),
    };
}
