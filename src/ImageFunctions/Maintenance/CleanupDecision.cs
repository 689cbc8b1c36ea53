using ImageFunctions.Images.Record;

namespace ImageFunctions.Maintenance;

public enum CleanupAction
{
    None,

    /// <summary>Send the message that its work waits for once more; it finds out what is true.</summary>
    CheckUpload,
    RetryAnalysis,

    /// <summary>Do what follows from a change, which whoever made the change did not live to do.</summary>
    SendOwed,
    Purge,
}

/// <summary>What the cleanup does about a record, decided from the record and the time alone.</summary>
public static class CleanupDecision
{
    /// <summary>Work that has not moved for this long has lost its message.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromHours(1);

    /// <summary>The scheduled check has this long to expire an image by itself.</summary>
    public static readonly TimeSpan ExpiryGrace = TimeSpan.FromMinutes(5);

    /// <summary>Whoever changed a record has this long to do what follows.</summary>
    public static readonly TimeSpan OwedGrace = TimeSpan.FromMinutes(2);

    public static CleanupAction For(ImageRecord image, TimeSpan softDelete, DateTimeOffset now) => image.Status switch
    {
        _ when image.IsBeingPurged => CleanupAction.Purge,
        _ when image.IsDraft => image.CreatedAt + StuckAfter < now ? CleanupAction.Purge : CleanupAction.None,
        ImageStatus.Unknown => CleanupAction.None,
        ImageStatus.Deleted when image.DeletedAt + softDelete < now => CleanupAction.Purge,
        not ImageStatus.Deleted when image.ExpiresAt < now => CleanupAction.Purge,
        _ when image.Owes.Count > 0 && (image.ChangedAt ?? default) + OwedGrace < now => CleanupAction.SendOwed,
        ImageStatus.Pending when image.UploadExpiresAt + ExpiryGrace < now => CleanupAction.CheckUpload,
        ImageStatus.Uploaded when (image.ChangedAt ?? image.UploadedAt ?? image.CreatedAt) + StuckAfter < now => CleanupAction.CheckUpload,
        ImageStatus.Processing when (image.ChangedAt ?? image.StartedAt) + StuckAfter < now =>
            image.Steps.WebP == StepState.Completed ? CleanupAction.RetryAnalysis : CleanupAction.CheckUpload,
        _ => CleanupAction.None,
    };
}
