
namespace ImageFunctions.Images.Record;

/// <summary>The changes of state that an image can go through. Pure: callers store the result, guarded by its ETag.</summary>
public static class ImageLifecycle
{
    /// <summary>How long a worker is believed to be at work without another word from it.</summary>
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromMinutes(6);

    /// <summary>Whether another message than <paramref name="messageId"/> is at work on the image right now.</summary>
    public static bool IsClaimedByAnother(this ImageRecord record, string messageId, DateTimeOffset now) =>
        record.ClaimedBy is not null && record.ClaimedBy != messageId && record.ClaimedUntil > now;

    /// <summary>Adds what has to follow.</summary>
    public static ImageRecord Owe(this ImageRecord record, string name, DateTimeOffset? at = null) =>
        record with { Owes = [.. record.Owes.Where(owed => owed != new Owed(name, at)), new Owed(name, at)] };

    private static ImageRecord OweNot(this ImageRecord record, params string[] names) =>
        record with { Owes = [.. record.Owes.Where(owed => !names.Contains(owed.Name))] };

    public static ImageRecord Claim(this ImageRecord record, string messageId, DateTimeOffset now) =>
        record.OweNot(Owed.Check, Owed.Analysis) with
        {
            Status = ImageStatus.Processing,
            Steps = record.Steps with
            {
                Upload = StepState.Completed,
                Thumbnails = StepState.Processing,
                WebP = StepState.Pending,
                Analysis = StepState.Pending,
            },
            Attempt = record.Attempt + 1,
            ClaimedBy = messageId,
            ClaimedUntil = now + ClaimLifetime,
            UploadedAt = record.UploadedBefore(now),
            DuplicateOf = null,
            StartedAt = now,
            ProcessedAt = null,
            Error = null,
        };

    public static ImageRecord MarkUploaded(this ImageRecord record, DateTimeOffset now) => (record with
    {
        Status = ImageStatus.Uploaded,
        UploadedAt = record.UploadedBefore(now),
        Steps = record.Steps with { Upload = StepState.Completed },
    }).Owe(Owed.Check);

    public static ImageRecord Fail(this ImageRecord record, string code, string message, DateTimeOffset now) =>
        record.OweNot(Owed.Check, Owed.Analysis) with
        {
            Status = ImageStatus.Failed,
            Error = new ImageFault(code, message),
            Steps = record.Steps with
            {
                Thumbnails = Unfinished(record.Steps.Thumbnails),
                WebP = Unfinished(record.Steps.WebP),
                Analysis = record.Steps.Analysis is StepState.Pending or StepState.Processing ? StepState.Skipped : record.Steps.Analysis,
            },
            ClaimedBy = null,
            ClaimedUntil = null,
            ProcessedAt = now,
        };

    /// <summary>Nothing of it is served any more, and nothing that could be is kept in the record.</summary>
    public static ImageRecord Block(this ImageRecord record, DateTimeOffset now) =>
        (record with { Variants = [], Traits = null, Status = ImageStatus.Processing })
        .Fail(RejectionCodes.ContentBlocked, "The image was blocked by moderation.", now)
        .Owe(Owed.Block);

    /// <summary>A person's decision. What was blocked is made again when it is approved.</summary>
    public static ImageRecord Review(this ImageRecord record, ModerationState state, string? reviewer, DateTimeOffset now)
    {
        var moderation = record.Moderation with { State = state, ReviewedBy = reviewer, ReviewedAt = now };
        var reviewed = record.OweNot(Owed.Block) with { Moderation = moderation };
        if (state == ModerationState.Blocked)
            return reviewed.Block(now);
        return record.Moderation.State == ModerationState.Blocked ? reviewed.Reprocess() : reviewed;
    }

    public static ImageRecord Expire(this ImageRecord record) => record.OweNot(Owed.Check) with
    {
        Status = ImageStatus.Expired,
        Steps = record.Steps with { Upload = StepState.Failed },
        Error = new ImageFault("upload_expired", "The upload URL ran out before a file was uploaded."),
    };

    public static ImageRecord Delete(this ImageRecord record, DateTimeOffset now) => record.OweNot(Owed.Check, Owed.Analysis) with
    {
        Status = ImageStatus.Deleted,
        StatusBeforeDelete = record.Status,
        DeletedAt = now,
        IsRestored = false,
        ClaimedBy = null,
        ClaimedUntil = null,
    };

    /// <summary>Deleted, and from here on nothing restores it.</summary>
    public static ImageRecord Purge(this ImageRecord record, DateTimeOffset now) =>
        (record.IsDeleted ? record : record.Delete(now)) with { IsBeingPurged = true };

    /// <summary>
    /// Not finished by its caller: to everybody else the same as a deleted image, which nobody sees and nobody works on.
    /// </summary>
    public static ImageRecord Draft(this ImageRecord record, DateTimeOffset now) => record.Delete(now) with { IsDraft = true };

    /// <summary>Its caller has said everything.</summary>
    public static ImageRecord Finish(this ImageRecord record, DateTimeOffset now) => !record.IsDraft ? record : (record with
    {
        Status = record.StatusBeforeDelete ?? ImageStatus.Pending,
        StatusBeforeDelete = null,
        DeletedAt = null,
        IsDraft = false,
    }).MarkUploaded(now);

    /// <summary>
    /// Back to what it was; work that the delete interrupted, or that found the image deleted, has to be asked for again.
    /// </summary>
    public static ImageRecord Restore(this ImageRecord record)
    {
        var restored = record with
        {
            Status = record.StatusBeforeDelete switch
            {
                ImageStatus.Processing => ImageStatus.Uploaded,
                null or ImageStatus.Deleted => ImageStatus.Pending,
                var before => before.Value,
            },
            StatusBeforeDelete = null,
            DeletedAt = null,
            IsRestored = true,
        };
        return restored.Status is ImageStatus.Uploaded or ImageStatus.Pending ? restored.Owe(Owed.Check) : restored;
    }

    /// <summary>Ready to be worked on from the beginning; finished variants stay until they are overwritten.</summary>
    public static ImageRecord Reprocess(this ImageRecord record) => (record.OweNot(Owed.Analysis) with
    {
        Status = ImageStatus.Uploaded,
        Error = null,
        Attempt = 0,
        ClaimedBy = null,
        ClaimedUntil = null,
        OriginalETag = null,
        Steps = new ImageSteps { Upload = StepState.Completed },
    }).Owe(Owed.Check);

    // Found late it was still uploaded while the URL lived: what is filtered by this time looks no further back.
    private static DateTimeOffset UploadedBefore(this ImageRecord record, DateTimeOffset now)
    {
        var latest = record.UploadExpiresAt > record.CreatedAt && record.UploadExpiresAt < now ? record.UploadExpiresAt : now;
        return record.UploadedAt ?? (latest > record.CreatedAt ? latest : record.CreatedAt);
    }

    private static StepState Unfinished(StepState step) => step == StepState.Completed ? step : StepState.Failed;
}
