using System.Text.Json.Serialization;

namespace Azure.AI.Vision.ImageAnalysis;

public class ReadResult
{
    [JsonConstructor]
    internal ReadResult(IReadOnlyList<DetectedTextBlock> blocks) => Blocks = blocks;

    public IReadOnlyList<DetectedTextBlock> Blocks { get; }
}

public class DetectedTextBlock
{
    [JsonConstructor]
    internal DetectedTextBlock(IReadOnlyList<DetectedTextLine> lines) => Lines = lines;

    public IReadOnlyList<DetectedTextLine> Lines { get; }
}

public class DetectedTextLine
{
    [JsonConstructor]
    internal DetectedTextLine(string text, IReadOnlyList<DetectedTextWord> words) => (Text, Words) = (text, words);

    public string Text { get; }
    public IReadOnlyList<DetectedTextWord> Words { get; }
}

/// <summary>Confidence is 0–1.</summary>
public class DetectedTextWord
{
    [JsonConstructor]
    internal DetectedTextWord(float confidence) => Confidence = confidence;

    public float Confidence { get; }
}
