using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

public class ReadResult
{
    internal ReadResult()
    {
    }

    public IReadOnlyList<DetectedTextBlock> Blocks { get; private init; }

    internal static ReadResult Parse(JsonElement json) => new()
    {
        Blocks = json.List("blocks", DetectedTextBlock.Parse),
    };
}

public class DetectedTextBlock
{
    internal DetectedTextBlock()
    {
    }

    public IReadOnlyList<DetectedTextLine> Lines { get; private init; }

    internal static DetectedTextBlock Parse(JsonElement json) => new()
    {
        Lines = json.List("lines", DetectedTextLine.Parse),
    };
}

public class DetectedTextLine
{
    internal DetectedTextLine()
    {
    }

    public string Text { get; private init; }
    public IReadOnlyList<DetectedTextWord> Words { get; private init; }

    internal static DetectedTextLine Parse(JsonElement json) => new()
    {
        Text = json.Text("text"),
        Words = json.List("words", DetectedTextWord.Parse),
    };
}

/// <summary>Confidence is 0–1.</summary>
public class DetectedTextWord
{
    internal DetectedTextWord()
    {
    }

    public string Text { get; private init; }
    public float Confidence { get; private init; }

    internal static DetectedTextWord Parse(JsonElement json) => new()
    {
        Text = json.Text("text"),
        Confidence = json.Number("confidence"),
    };
}
