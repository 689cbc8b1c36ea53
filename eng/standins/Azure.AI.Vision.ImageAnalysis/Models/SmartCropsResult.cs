using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

public class SmartCropsResult
{
    internal SmartCropsResult()
    {
    }

    public IReadOnlyList<CropRegion> Values { get; private init; }

    internal static SmartCropsResult Parse(JsonElement json) => new()
    {
        Values = json.List("values", CropRegion.Parse),
    };
}

/// <summary>Aspect ratio is width divided by height.</summary>
public class CropRegion
{
    internal CropRegion()
    {
    }

    public float AspectRatio { get; private init; }
    public ImageBoundingBox BoundingBox { get; private init; }

    internal static CropRegion Parse(JsonElement json) => new()
    {
        AspectRatio = json.Number("aspectRatio"),
        BoundingBox = json.Get("boundingBox", ImageBoundingBox.Parse),
    };
}
