using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Pixels of the image that was sent.</summary>
public class ImageBoundingBox
{
    [JsonConstructor]
    internal ImageBoundingBox(int x, int y, int width, int height) => (X, Y, Width, Height) = (x, y, width, height);

    public int X { get; }
    public int Y { get; }

    [JsonPropertyName("w")]
    public int Width { get; }

    [JsonPropertyName("h")]
    public int Height { get; }
}
