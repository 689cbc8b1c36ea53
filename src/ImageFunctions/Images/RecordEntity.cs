using System.Text.Json;
using Azure.Data.Tables;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>
/// Between a record and its table row. What is filtered by has a column of its own; lists are JSON text. A column that a newer
/// version added, or wrote in a way of its own, is kept as it is.
/// </summary>
internal static class RecordEntity
{
    public const string Status = "Status";
    private const string Before = "StatusBeforeDelete";

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
        Set(row, "Preset", image.Preset);
        Set(row, Status, StatusText(image, image.Status));
        Set(row, Before, StatusText(image, image.StatusBeforeDelete));
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
        Set(row, "Restored", image.IsRestored ? true : null);
        Set(row, "Size", image.Size);
        Set(row, "Sha256", image.Sha256);
        Set(row, "OriginalETag", image.OriginalETag);
        Set(row, "AnalysisNote", image.AnalysisNote);
        Set(row, "DuplicateOf", image.DuplicateOf?.ToString());
        Set(row, "TraceParent", image.TraceParent);
        Set(row, "Change", image.Change);
        Set(row, "IdempotencyValue", image.IdempotencyValue);
        Set(row, "Fingerprint", image.Fingerprint);
        SetJson(row, "Tags", image.Tags.Count > 0 ? image.Tags : null);
        SetJson(row, "Steps", image.Steps);
        SetJson(row, "Error", image.Error);
        SetJson(row, "Header", image.Header);
        SetJson(row, "FocalPoint", image.FocalPoint);
        SetJson(row, "Variants", image.Variants.Count > 0 ? image.Variants : null);
        SetJson(row, "Traits", image.Traits);
        SetJson(row, "Analysis", image.Analysis);
        SetJson(row, "Moderation", image.Moderation == Moderation.None ? null : image.Moderation);
        SetJson(row, "Owes", image.Owes.Count > 0 ? image.Owes : null);
        foreach (var (name, value) in image.Unread.Where(column => column.Key is not (Status or Before)))
            row[name] = value;
        return row;
    }

    /// <returns>Null when the row is no image's.</returns>
    public static ImageRecord? ToRecord(TableEntity entity)
    {
        if (!RecordKey.TryIdOfRow(entity.RowKey, out var id))
            return null;
        var row = new StoredRow(entity);
        var status = row.Enum<ImageStatus>(Status);
        var before = row.Enum<ImageStatus>(Before);
        var steps = row.Json<ImageSteps>("Steps");
        var error = row.Json<ImageFault>("Error");
        var moderation = row.Json<Moderation>("Moderation") ?? EarlierModeration(error);
        // What decides about an image has to be understood, except that it is deleted, which hides it in any case.
        if (status is null || (status != ImageStatus.Deleted && (row.IsUnread("Steps") || row.IsUnread("Moderation"))))
        {
            row.Keep(Status);
            status = ImageStatus.Unknown;
        }

        return new ImageRecord
        {
            Id = id,
            ETag = entity.ETag.ToString(),
            ChangedAt = entity.Timestamp,
            BlobName = row.Text("BlobName") ?? id.ToString(),
            FileName = row.Text("FileName") ?? id.ToString(),
            DeclaredType = row.Text("DeclaredType"),
            Title = row.Text("Title"),
            Description = row.Text("Description"),
            UserId = row.Text("UserId"),
            CallbackUrl = row.Text("CallbackUrl"),
            Preset = row.Text("Preset"),
            Status = status.Value,
            StatusBeforeDelete = row.IsUnread(Before) ? ImageStatus.Unknown : before,
            Attempt = row.Value<int>("Attempt") ?? 0,
            ClaimedBy = row.Text("ClaimedBy"),
            ClaimedUntil = row.Value<DateTimeOffset>("ClaimedUntil"),
            UploadExpiresAt = row.Value<DateTimeOffset>("UploadExpiresAt") ?? default,
            UploadedAt = row.Value<DateTimeOffset>("UploadedAt"),
            StartedAt = row.Value<DateTimeOffset>("StartedAt"),
            ProcessedAt = row.Value<DateTimeOffset>("ProcessedAt"),
            ExpiresAt = row.Value<DateTimeOffset>("ExpiresAt"),
            DeletedAt = row.Value<DateTimeOffset>("DeletedAt"),
            IsDraft = row.Value<bool>("Draft") ?? false,
            IsBeingPurged = row.Value<bool>("BeingPurged") ?? false,
            IsRestored = row.Value<bool>("Restored") ?? false,
            Size = row.Value<long>("Size"),
            Sha256 = row.Text("Sha256"),
            OriginalETag = row.Text("OriginalETag"),
            AnalysisNote = row.Text("AnalysisNote"),
            DuplicateOf = ImageId.Parse(row.Text("DuplicateOf")),
            TraceParent = row.Text("TraceParent"),
            Change = row.Text("Change"),
            IdempotencyValue = row.Text("IdempotencyValue"),
            Fingerprint = row.Text("Fingerprint"),
            Tags = row.Json<List<string>>("Tags") ?? [],
            Steps = steps ?? new ImageSteps(),
            Error = error,
            Header = row.Json<ImageHeader>("Header"),
            FocalPoint = row.Json<FocalPoint>("FocalPoint"),
            Variants = row.Json<List<StoredVariant>>("Variants") ?? [],
            Traits = row.Json<VisualTraits>("Traits"),
            Analysis = row.Json<ImageAnalysis>("Analysis"),
            Moderation = moderation,
            Owes = row.Json<List<Owed>>("Owes") ?? [],
            Unread = row.Unread(),
        };
    }

    /// <summary>The status in a row that holds perhaps nothing else; unknown when it is none that this version has.</summary>
    public static ImageStatus StatusOf(TableEntity entity) => new StoredRow(entity).Enum<ImageStatus>(Status) ?? ImageStatus.Unknown;

    // Before moderation was a state of its own, a block was an error.
    private static Moderation EarlierModeration(ImageFault? error) =>
        error?.Code == RejectionCodes.ContentBlocked ? new Moderation(ModerationState.Blocked) : Moderation.None;

    // What is not understood goes back under the name it came with: a delete and a restore move it from one column to the other.
    private static string? StatusText(ImageRecord image, ImageStatus? status) => status == ImageStatus.Unknown
        ? (image.Unread.GetValueOrDefault(Status) ?? image.Unread.GetValueOrDefault(Before)) as string ?? nameof(ImageStatus.Unknown)
        : status?.ToString();

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
}
