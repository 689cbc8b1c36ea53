using System.Text.Json;

namespace ImageFunctions.Images.Record;

/// <summary>A named finding. Confidence is 0–100.</summary>
public sealed record Label(string Name, double Confidence);

/// <summary>Pixels in the original's upright coordinates.</summary>
public sealed record Box(int X, int Y, int Width, int Height);

public sealed record DetectedObject(string Name, double Confidence, Box Box);

/// <summary>A person seen, whole or in part.</summary>
public sealed record DetectedPerson(double Confidence, Box Box);

/// <summary>A part of the image that is worth keeping; the aspect ratio is width divided by height.</summary>
public sealed record SmartCrop(double AspectRatio, Box Box);

/// <summary>Content Safety severity: 0, 2, 4 or 6.</summary>
public sealed record ModerationLabel(string Name, int Severity);

/// <summary>What the cloud analyzers found. Members not asked for are null.</summary>
public sealed record ImageAnalysis
{
    // Generated code hands null to what the text does not name.
    public IReadOnlyList<Label> Labels { get; init => field = value ?? []; } = [];
    public IReadOnlyList<DetectedObject> Objects { get; init => field = value ?? []; } = [];

    /// <summary>Lines in reading order.</summary>
    public IReadOnlyList<string>? Text { get; init; }

    /// <summary>Whole or partial persons seen with enough confidence; also what is answered where faces are asked for.</summary>
    public int? People { get; init; }

    /// <summary>Where they are.</summary>
    public IReadOnlyList<DetectedPerson>? PeopleDetails { get; init; }

    /// <summary>One English sentence.</summary>
    public string? Caption { get; init; }

    /// <summary>0–100; null without a caption.</summary>
    public double? CaptionConfidence { get; init; }

    public IReadOnlyList<SmartCrop>? SmartCrops { get; init; }

    /// <summary>Categories at or above their threshold.</summary>
    public IReadOnlyList<ModerationLabel>? ModerationLabels { get; init; }

    /// <summary>Whether the moderation policy says that this image must not be served.</summary>
    public bool Blocked { get; init; }

    /// <summary>Model version that the analyzer reported.</summary>
    public string? Model { get; init; }

    // Together below the 32,768 characters that a table column holds.
    private const int MostFindings = 60;
    private const int MostText = 12_000;

    /// <summary>The same with as much of it as a record holds: a page of small print has more text. The raw answer keeps all.</summary>
    public ImageAnalysis Bounded()
    {
        var left = MostText;
        return this with
        {
            Labels = [.. Labels.Take(MostFindings)],
            Objects = [.. Objects.Take(MostFindings)],
            PeopleDetails = PeopleDetails?.Take(MostFindings).ToList(),
            SmartCrops = SmartCrops?.Take(MostFindings).ToList(),
            Text = Text?.TakeWhile(line => (left -= JsonSerializer.Serialize(line, StoredJson.Options).Length + 1) >= 0).ToList(),
        };
    }
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
