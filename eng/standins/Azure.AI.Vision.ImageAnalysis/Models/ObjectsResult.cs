using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

public class ObjectsResult
{
    internal ObjectsResult()
    {
    }

    public IReadOnlyList<DetectedObject> Values { get; private init; }

    internal static ObjectsResult Parse(JsonElement json) => new()
    {
        Values = json.List("values", DetectedObject.Parse),
    };
}

/// <summary>The first tag names the object.</summary>
public class DetectedObject
{
    internal DetectedObject()
    {
    }

    public ImageBoundingBox BoundingBox { get; private init; }
    public IReadOnlyList<DetectedTag> Tags { get; private init; }

    internal static DetectedObject Parse(JsonElement json) => new()
    {
        BoundingBox = json.Get("boundingBox", ImageBoundingBox.Parse),
        Tags = json.List("tags", DetectedTag.Parse),
    };
}
