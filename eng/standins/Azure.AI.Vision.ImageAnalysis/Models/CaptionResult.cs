using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>One English sentence; confidence is 0–1.</summary>
public class CaptionResult
{
    internal CaptionResult()
    {
    }

    public float Confidence { get; private init; }
    public string Text { get; private init; }

    internal static CaptionResult Parse(JsonElement json) => new()
    {
        Confidence = json.Number("confidence"),
        Text = json.Text("text"),
    };
}
