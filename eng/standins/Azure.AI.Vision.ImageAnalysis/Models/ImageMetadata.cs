using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Size in pixels of the image that was sent.</summary>
public class ImageMetadata
{
    internal ImageMetadata()
    {
    }

    public int Height { get; private init; }
    public int Width { get; private init; }

    internal static ImageMetadata Parse(JsonElement json) => new()
    {
        Height = json.Integer("height"),
        Width = json.Integer("width"),
    };
}
