namespace ImageFunctions.Domain;

/// <summary>A named finding. Confidence is 0–100.</summary>
public sealed record Label(string Name, double Confidence);

/// <summary>Pixels in the original's upright coordinates.</summary>
public sealed record Box(int X, int Y, int Width, int Height);

public sealed record DetectedObject(string Name, double Confidence, Box Box);

/// <summary>Content Safety severity: 0, 2, 4 or 6.</summary>
public sealed record ModerationLabel(string Name, int Severity);

/// <summary>What the cloud analysers found. Members not asked for are null.</summary>
public sealed record ImageAnalysis
{
    public IReadOnlyList<Label> Labels { get; init; } = [];
    public IReadOnlyList<DetectedObject> Objects { get; init; } = [];
    public IReadOnlyList<string>? Text { get; init; }

    /// <summary>Persons seen with enough confidence.</summary>
    public int? People { get; init; }

    public string? Caption { get; init; }

    /// <summary>Categories at or above their threshold.</summary>
    public IReadOnlyList<ModerationLabel>? ModerationLabels { get; init; }

    /// <summary>Whether the moderation policy says that this image must not be served.</summary>
    public bool Blocked { get; init; }

    /// <summary>Model version that the analyser reported.</summary>
    public string? Model { get; init; }
}

/// <summary>What is computed from the pixels without any cloud.</summary>
/// <param name="BlurHash">Placeholder text, see blurha.sh.</param>
/// <param name="DominantColor">#rrggbb.</param>
/// <param name="Palette">#rrggbb, most frequent first.</param>
/// <param name="PerceptualHash">64-bit DCT hash; near-duplicates differ in few bits.</param>
/// <param name="Sharpness">0–100, from the variance of the Laplacian.</param>
/// <param name="Brightness">0–100, mean luma.</param>
public sealed record VisualTraits(
    string BlurHash,
    string DominantColor,
    IReadOnlyList<string> Palette,
    ulong PerceptualHash,
    double Sharpness,
    double Brightness);
