using System.Text.Json;
using Azure.Data.Tables;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Between a record and its table row. What is filtered by has a column of its own; lists are JSON text.</summary>
internal static class RecordEntity
{
    public const string Status = "Status";

    public static TableEntity From(ImageRecord image)
    {
        var row = new TableEntity(RecordKey.Partition(image.Id), RecordKey.Row(image.Id));
        Set(row, "BlobName", image.BlobName);
        Set(row, "FileName", image.FileName);
        Set(row, "DeclaredType", image.DeclaredType);
        Set(row, "Title", image.Title);
        Set(row, "Description", image.Description);
        Set(row, "UserId", image.UserId);
        Set(row, "CallbackUrl", image.CallbackUrl);
        Set(row, Status, image.Status.ToString());
        Set(row, "StatusBeforeDelete", image.StatusBeforeDelete?.ToString());
        Set(row, "Attempt", image.Attempt);
        Set(row, "ClaimedBy", image.ClaimedBy);
        Set(row, "ClaimedUntil", image.ClaimedUntil);
        Set(row, "UploadExpiresAt", image.UploadExpiresAt);
        Set(row, "UploadedAt", image.UploadedAt);
        Set(row, "StartedAt", image.StartedAt);
        Set(row, "ProcessedAt", image.ProcessedAt);
        Set(row, "ExpiresAt", image.ExpiresAt);
        Set(row, "DeletedAt", image.DeletedAt);
        Set(row, "Draft", image.IsDraft ? true : null);
        Set(row, "BeingPurged", image.IsBeingPurged ? true : null);
        Set(row, "Size", image.Size);
        Set(row, "Sha256", image.Sha256);
        Set(row, "OriginalETag", image.OriginalETag);
        Set(row, "AnalysisNote", image.AnalysisNote);
        Set(row, "DuplicateOf", image.DuplicateOf?.ToString());
        Set(row, "TraceParent", image.TraceParent);
        Set(row, "IdempotencyValue", image.IdempotencyValue);
        Set(row, "Fingerprint", image.Fingerprint);
        SetJson(row, "Tags", image.Tags.Count > 0 ? image.Tags : null);
        SetJson(row, "Steps", image.Steps);
        SetJson(row, "Error", image.Error);
        SetJson(row, "Header", image.Header);
        SetJson(row, "Variants", image.Variants.Count > 0 ? image.Variants : null);
        SetJson(row, "Traits", image.Traits);
        SetJson(row, "Analysis", image.Analysis);
        SetJson(row, "Moderation", image.Moderation == Moderation.None ? null : image.Moderation);
        return row;
    }

    public static ImageRecord ToRecord(TableEntity row) => new()
    {
        Id = RecordKey.IdOfRow(row.RowKey),
        ETag = row.ETag.ToString(),
        ChangedAt = row.Timestamp,
        BlobName = row.GetString("BlobName"),
        FileName = row.GetString("FileName"),
        DeclaredType = row.GetString("DeclaredType"),
        Title = row.GetString("Title"),
        Description = row.GetString("Description"),
        UserId = row.GetString("UserId"),
        CallbackUrl = row.GetString("CallbackUrl"),
        Status = Enum.Parse<ImageStatus>(row.GetString(Status)),
        StatusBeforeDelete = row.GetString("StatusBeforeDelete") is { } before ? Enum.Parse<ImageStatus>(before) : null,
        Attempt = row.GetInt32("Attempt") ?? 0,
        ClaimedBy = row.GetString("ClaimedBy"),
        ClaimedUntil = row.GetDateTimeOffset("ClaimedUntil"),
        UploadExpiresAt = row.GetDateTimeOffset("UploadExpiresAt") ?? default,
        UploadedAt = row.GetDateTimeOffset("UploadedAt"),
        StartedAt = row.GetDateTimeOffset("StartedAt"),
        ProcessedAt = row.GetDateTimeOffset("ProcessedAt"),
        ExpiresAt = row.GetDateTimeOffset("ExpiresAt"),
        DeletedAt = row.GetDateTimeOffset("DeletedAt"),
        IsDraft = row.GetBoolean("Draft") ?? false,
        IsBeingPurged = row.GetBoolean("BeingPurged") ?? false,
        Size = row.GetInt64("Size"),
        Sha256 = row.GetString("Sha256"),
        OriginalETag = row.GetString("OriginalETag"),
        AnalysisNote = row.GetString("AnalysisNote"),
        DuplicateOf = ImageId.Parse(row.GetString("DuplicateOf")),
        TraceParent = row.GetString("TraceParent"),
        IdempotencyValue = row.GetString("IdempotencyValue"),
        Fingerprint = row.GetString("Fingerprint"),
        Tags = GetJson<List<string>>(row, "Tags") ?? [],
        Steps = GetJson<ImageSteps>(row, "Steps") ?? new ImageSteps(),
        Error = GetJson<ImageFault>(row, "Error"),
        Header = GetJson<ImageHeader>(row, "Header"),
        Variants = GetJson<List<StoredVariant>>(row, "Variants") ?? [],
        Traits = GetJson<VisualTraits>(row, "Traits"),
        Analysis = GetJson<ImageAnalysis>(row, "Analysis"),
        Moderation = GetJson<Moderation>(row, "Moderation") ?? EarlierModeration(row),
    };

    // Before moderation was a state of its own, a block was an error.
    private static Moderation EarlierModeration(TableEntity row) =>
        GetJson<ImageFault>(row, "Error")?.Code == RejectionCodes.ContentBlocked ? new Moderation(ModerationState.Blocked) : Moderation.None;

    private static void Set(TableEntity row, string name, object? value)
    {
        if (value is not null)
            row[name] = value;
    }

    private static void SetJson<T>(TableEntity row, string name, T? value)
    {
        if (value is not null)
            row[name] = JsonSerializer.Serialize(value, StoredJson.Options);
    }

    private static T? GetJson<T>(TableEntity row, string name) =>
        row.GetString(name) is { } json ? JsonSerializer.Deserialize<T>(json, StoredJson.Options) : default;
}
