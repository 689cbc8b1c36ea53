using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

public class ObjectsResult
{
    [JsonConstructor]
    internal ObjectsResult(IReadOnlyList<DetectedObject> values) => Values = values;

    public IReadOnlyList<DetectedObject> Values { get; }
}

/// <summary>The first tag names the object.</summary>
public class DetectedObject
{
    [JsonConstructor]
    internal DetectedObject(ImageBoundingBox boundingBox, IReadOnlyList<DetectedTag> tags) => (BoundingBox, Tags) = (boundingBox, tags);

    public ImageBoundingBox BoundingBox { get; }
    public IReadOnlyList<DetectedTag> Tags { get; }
}
