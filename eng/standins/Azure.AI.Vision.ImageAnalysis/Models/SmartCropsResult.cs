using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

public class SmartCropsResult
{
    [JsonConstructor]
    internal SmartCropsResult(IReadOnlyList<CropRegion> values) => Values = values;

    public IReadOnlyList<CropRegion> Values { get; }
}

/// <summary>Aspect ratio is width divided by height.</summary>
public class CropRegion
{
    [JsonConstructor]
    internal CropRegion(float aspectRatio, ImageBoundingBox boundingBox) => (AspectRatio, BoundingBox) = (aspectRatio, boundingBox);

    public float AspectRatio { get; }
    public ImageBoundingBox BoundingBox { get; }
}
