using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Pixels of the image that was sent.</summary>
public class ImageBoundingBox
{
    internal ImageBoundingBox()
    {
    }

    public int Height { get; private init; }
    public int Width { get; private init; }
    public int X { get; private init; }
    public int Y { get; private init; }

    internal static ImageBoundingBox Parse(JsonElement json) => new()
    {
        Height = json.Integer("h"),
        Width = json.Integer("w"),
        X = json.Integer("x"),
        Y = json.Integer("y"),
    };
}
