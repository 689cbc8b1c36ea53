using System.Text.Json.Serialization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage.Messages;

/// <summary>What our own messages have in common.</summary>
public abstract record WorkMessage
{
    /// <summary>When the message was to be delivered: a message that was hidden on purpose is not late.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether it says all that its work needs, and nothing that this version does not know.</summary>
    [JsonIgnore]
    public virtual bool IsUnderstood => true;
}

/// <summary>Our own message on the uploads queue: look whether the original is there and process it.</summary>
/// <param name="ImageId">Which image.</param>
/// <param name="Attempt">How often it was looked for in vain.</param>
/// <param name="TraceParent">W3C trace context that the work belongs to.</param>
public sealed record UploadCheck(ImageId ImageId, int Attempt = 0, string? TraceParent = null) : WorkMessage;

/// <summary>Ask the analyzers again; the variants are done.</summary>
/// <param name="Kind">Tells it from a check, which says the same otherwise.</param>
public sealed record AnalysisRequest(
    ImageId ImageId, int Attempt = 0, string? TraceParent = null, string Kind = AnalysisRequest.OwnKind) : WorkMessage
{
    public const string OwnKind = "analysis";

    [JsonIgnore]
    public override bool IsUnderstood => Kind == OwnKind;
}

/// <summary>Tell a receiver about an image. <paramref name="EventId"/> stays the same over all attempts.</summary>
public sealed record WebhookRequest(
    ImageId ImageId, string Event, string EventId, DateTimeOffset Time, int Attempt = 0, string? Url = null) : WorkMessage
{
    [JsonIgnore]
    public override bool IsUnderstood => Uri.TryCreate(Url, UriKind.Absolute, out _);
}

/// <summary>
/// Work over many images, a page at a time. A member that this version does not know may narrow what is meant: such a message
/// is not understood.
/// </summary>
/// <param name="Kind">One of <see cref="BatchKinds"/>.</param>
/// <param name="UserId">Whose images, for an erasure.</param>
/// <param name="Status">Which images, for reprocessing.</param>
/// <param name="Purge">Whether an erasure removes the data at once.</param>
/// <param name="Cursor">Where the last page ended.</param>
/// <param name="Before">Images created later are left alone, so that the work ends.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BatchRequest(
    string Kind, string? UserId = null, ImageStatus? Status = null, bool Purge = false, string? Cursor = null,
    DateTimeOffset? Before = null)
    : WorkMessage
{
    /// <summary>The job that tells how far it is.</summary>
    public string? JobId { get; init; }

    /// <summary>Of which images the analyzers are asked again: those whose analysis has ended so.</summary>
    public StepState? Analysis { get; init; }

    /// <summary>Images done by the parts before.</summary>
    public int Done { get; init; }

    [JsonIgnore]
    public override bool IsUnderstood => Kind switch
    {
        BatchKinds.EraseUser or BatchKinds.EraseTraces => !string.IsNullOrWhiteSpace(UserId) && Status is null,
        BatchKinds.Reprocess => Status is ImageStatus.Uploaded or ImageStatus.Processing or ImageStatus.Completed or ImageStatus.Failed
            && UserId is null && !Purge && Analysis is null,
        BatchKinds.Analyze =>
            Analysis is StepState.Failed or StepState.Skipped or StepState.Completed && UserId is null && Status is null && !Purge,
        _ => false,
    };
}

public static class BatchKinds
{
    public const string EraseUser = "erase_user";

    /// <summary>The second half of an erasure: what is left of its images beside records and blobs.</summary>
    public const string EraseTraces = "erase_traces";
    public const string Reprocess = "reprocess";

    /// <summary>The analyzers are asked again, and nothing else is made.</summary>
    public const string Analyze = "analyze";
}

public static class WebhookEvents
{
    public const string Completed = "image.completed";
    public const string Failed = "image.failed";
    public const string Deleted = "image.deleted";
    public const string Updated = "image.updated";
    public const string Restored = "image.restored";
    public const string Moderated = "image.moderated";

    public static readonly IReadOnlyList<string> All = [Completed, Failed, Deleted, Updated, Restored, Moderated];
}
