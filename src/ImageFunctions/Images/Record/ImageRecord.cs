
namespace ImageFunctions.Images.Record;

/// <summary>A variant that was stored. <paramref name="Bytes"/> is the encoded size.</summary>
/// <param name="Fingerprint">That of the spec it was made by; null where an earlier version made it, by the table of then.</param>
public sealed record StoredVariant(string Name, string ContentType, int Width, int Height, long Bytes, string? Fingerprint = null);

/// <summary>Why an image failed: a stable code and a public sentence.</summary>
public sealed record ImageFault(string Code, string Message);

/// <summary>Everything known of one image: the truth that index rows and answers are made from.</summary>
public sealed record ImageRecord
{
    public required ImageId Id { get; init; }

    /// <summary>Name in the uploads container: the id, or the name under which an imported blob was found.</summary>
    public required string BlobName { get; init; }

    public required string FileName { get; init; }
    public string? DeclaredType { get; init; }
    public string? Title { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? UserId { get; init; }
    public string? CallbackUrl { get; init; }

    /// <summary>Which set of variants is made of it; null for all.</summary>
    public string? Preset { get; init; }

    /// <summary>What crops keep in sight, as somebody said.</summary>
    public FocalPoint? FocalPoint { get; init; }

    public ImageStatus Status { get; init; }
    public ImageSteps Steps { get; init; } = new();
    public ImageFault? Error { get; init; }

    /// <summary>Deliveries of the work so far.</summary>
    public int Attempt { get; init; }

    /// <summary>The queue message that is working on the image, and until when it may be believed to.</summary>
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }

    public DateTimeOffset UploadExpiresAt { get; init; }
    public DateTimeOffset? UploadedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? ProcessedAt { get; init; }

    /// <summary>When retention ends; null keeps the image.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Whether a delete was taken back.</summary>
    public bool IsRestored { get; init; }

    /// <summary>Its caller has not said all of it: to everybody else the same as deleted.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Removal has begun: nothing brings it back.</summary>
    public bool IsBeingPurged { get; init; }

    /// <summary>The value that the caller's idempotency key reserves for this image.</summary>
    public string? IdempotencyValue { get; init; }

    /// <summary>The same for uploads of the same file with the same words; null where no key asked for it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What a restore goes back to.</summary>
    public ImageStatus? StatusBeforeDelete { get; init; }

    public ImageHeader? Header { get; init; }
    public long? Size { get; init; }

    /// <summary>Lower-case hex.</summary>
    public string? Sha256 { get; init; }
    public string? OriginalETag { get; init; }
    public IReadOnlyList<StoredVariant> Variants { get; init; } = [];
    public VisualTraits? Traits { get; init; }
    public ImageAnalysis? Analysis { get; init; }

    /// <summary>Why analysis was skipped or failed.</summary>
    public string? AnalysisNote { get; init; }
    public ImageId? DuplicateOf { get; init; }
    public Moderation Moderation { get; init; } = Moderation.None;

    /// <summary>What follows from changes and is still to be done.</summary>
    public IReadOnlyList<Owed> Owes { get; init; } = [];

    /// <summary>Names the last change of what lists show of it since it was completed or failed; null before the first.</summary>
    public string? Change { get; init; }

    /// <summary>W3C trace context of the request that created the image.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Columns of the stored record that this version cannot read, as they are: they are written back.</summary>
    public IReadOnlyDictionary<string, object> Unread { get; init; } = new Dictionary<string, object>();

    /// <summary>When the stored record was last written.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Version of the stored record; null before it is stored.</summary>
    public string? ETag { get; init; }

    public DateTimeOffset CreatedAt => Id.CreatedAt;

    /// <summary>Whether the original came by other means than an upload of ours. Only such a one can be overwritten.</summary>
    public bool IsImported => BlobName != Id.ToString();

    /// <summary>When it was uploaded; until then, when it was announced.</summary>
    public DateTimeOffset UploadTime => UploadedAt ?? CreatedAt;

    public bool IsDeleted => Status == ImageStatus.Deleted;

    /// <summary>Whether nothing more is to be done on it, short of new content or a wish to do it again.</summary>
    public bool IsFinished => Status is ImageStatus.Completed or ImageStatus.Failed
        || (Status is ImageStatus.Processing && Steps.WebP == StepState.Completed)
        || Moderation.State == ModerationState.Blocked;

    /// <summary>Whether copies of it may stand in the index, so that its changes are marked there first.</summary>
    public bool IsCopied => Status is ImageStatus.Completed or ImageStatus.Failed or ImageStatus.Expired;

    /// <summary>Whether its analysis has ended so; an image without a file has none.</summary>
    public bool HasAnalysis(StepState state) => Size is not null && Steps.Analysis == state;

    public StoredVariant? Variant(string name) => Variants.FirstOrDefault(variant => variant.Name == name);
}
