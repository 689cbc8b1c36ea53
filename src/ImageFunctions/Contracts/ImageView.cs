using System.Text.Json;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Contracts;

/// <summary>An image as callers see it. Members in pairs carry one value under our name and under that of an older API.</summary>
public sealed record ImageView
{
    public required ImageId ImageId { get; init; }
    public required string FileName { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public string? UserId { get; init; }
    public required ImageStatus Status { get; init; }

    public string? ContentType { get; init; }
    public string? FileType => ContentType;
    public long? Size { get; init; }
    public long? FileSize => Size;
    public required DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset UploadDate => UploadedAt;
    public DateTimeOffset? ProcessedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string? Sha256 { get; init; }

    public string? DownloadUrl { get; init; }
    public string? OriginalUrl => DownloadUrl;
    public IReadOnlyDictionary<string, string>? Thumbnails { get; init; }
    public string? ThumbnailUrl { get; init; }
    public string? WebpUrl { get; init; }
    public MetadataView? Metadata { get; init; }
    public PlaceholderView? Placeholder { get; init; }
    public ColorsView? Colors { get; init; }
    public string? PerceptualHash { get; init; }

    /// <summary>0–100.</summary>
    public double? Sharpness { get; init; }

    /// <summary>0–100.</summary>
    public double? Brightness { get; init; }
    public AnalysisView? Analysis { get; init; }
    public AnalysisView? AiAnalysis => Analysis;
    public ModerationView? Moderation { get; init; }
    public ImageId? DuplicateOf { get; init; }

    /// <summary>Bits that differ from the image asked about; only in lists of similar images.</summary>
    public int? Distance { get; init; }

    /// <summary>Every variant that is made, by its name.</summary>
    public IReadOnlyDictionary<string, VariantView>? Variants { get; init; }

    /// <summary>By format, ready for the attribute of that name: those that show the whole picture.</summary>
    public IReadOnlyDictionary<string, SourceSet>? Srcset { get; init; }

    /// <summary>What crops keep in sight, where somebody said so.</summary>
    public FocalPoint? FocalPoint { get; init; }
    public string? Preset { get; init; }
    public ImageFault? Error { get; init; }
}

public sealed record VariantView(string Url, int Width, int Height, long Bytes, string ContentType);

public sealed record MetadataView(
    int Width, int Height, ImageFormat Format, long? Size, int Orientation, bool HasAlpha, int Frames,
    IReadOnlyDictionary<string, string>? Exif);

/// <summary>What moderation says; absent where nobody was to be asked.</summary>
public sealed record ModerationView(
    ModerationState State, IReadOnlyList<ModerationLabel> Labels, string? ReviewedBy, DateTimeOffset? ReviewedAt);

public sealed record PlaceholderView(string BlurHash);

public sealed record ColorsView(string Dominant, IReadOnlyList<string> Palette);

/// <summary>Objects are names in lists and whole findings in the detail.</summary>
public sealed record AnalysisView
{
    public required StepState Status { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public IReadOnlyList<Label> LabelDetails { get; init; } = [];
    public IReadOnlyList<object> Objects { get; init; } = [];
    public IReadOnlyList<string>? Text { get; init; }
    public int? People { get; init; }
    public int? Faces => People;

    /// <summary>Only in the detail.</summary>
    public IReadOnlyList<DetectedPerson>? PeopleDetails { get; init; }
    public string? Caption { get; init; }

    /// <summary>0–100.</summary>
    public double? CaptionConfidence { get; init; }

    /// <summary>Only in the detail.</summary>
    public IReadOnlyList<SmartCrop>? SmartCrops { get; init; }
    public IReadOnlyList<ModerationLabel>? ModerationLabels { get; init; }

    /// <summary>The highest confidence of a label, 0–100.</summary>
    public double? Confidence { get; init; }
    public string? Model { get; init; }
}

/// <summary>Everything that is stored of an analysis.</summary>
/// <param name="Raw">What the services answered, word for word; absent when nothing was answered.</param>
public sealed record StoredAnalysis(ImageId ImageId, AnalysisView Analysis, JsonElement? Raw);

public sealed record StepsView(StepState Upload, StepState Thumbnails, StepState Webp, StepState Analysis)
{
    public StepState Thumbnail => Thumbnails;
}

public sealed record StatusView(
    ImageId ImageId,
    ImageStatus Status,
    int Progress,
    string Message,
    StepsView Steps,
    int Attempt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EstimatedCompletion,
    ImageFault? Error);
