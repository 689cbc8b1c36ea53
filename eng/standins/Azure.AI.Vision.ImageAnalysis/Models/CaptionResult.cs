using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>One English sentence; confidence is 0–1.</summary>
public class CaptionResult
{
    [JsonConstructor]
    internal CaptionResult(float confidence, string text) => (Confidence, Text) = (confidence, text);

    public float Confidence { get; }
    public string Text { get; }
}
