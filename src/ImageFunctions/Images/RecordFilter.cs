using Azure.Data.Tables;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>A page of records and where it ended; null on the last page.</summary>
/// <param name="Strangers">Rows passed over that are no image's.</param>
public sealed record RecordPage(IReadOnlyList<ImageRecord> Images, string? Next, int Strangers = 0);

/// <summary>Which records, newest first.</summary>
/// <param name="Statuses">Only these, or all but deleted ones when empty.</param>
/// <param name="From">Created at or after.</param>
/// <param name="To">Created at or before.</param>
/// <param name="WithDeleted">Whether deleted records are in.</param>
/// <param name="Uploaded">When they were uploaded.</param>
public sealed record RecordFilter(
    IReadOnlyList<ImageStatus> Statuses, DateTimeOffset? From = null, DateTimeOffset? To = null, bool WithDeleted = false,
    UploadSpan Uploaded = default)
{
    /// <summary>Only those whose analysis has ended so; null for any.</summary>
    public StepState? Analysis { get; init; }

    /// <summary>What the table itself cannot tell.</summary>
    public bool Holds(ImageRecord image) => Uploaded.Holds(image) && (Analysis is null || image.HasAnalysis(Analysis.Value));

    /// <summary>What the table can tell, as an OData filter, within a range of keys; "" is all of it.</summary>
    public string Within(string range) => Combine(range, Conditions());

    private string Conditions()
    {
        var conditions = "";
        if (From is { } from)
        {
            // From is inclusive: keys of that very millisecond go on with "_", which sorts before "`".
            var last = RecordKey.RowPrefix(from) + "`";
            var day = RecordKey.Partition(from);
            conditions = TableClient.CreateQueryFilter($"PartitionKey le {day} and RowKey lt {last}");
        }

        if (Uploaded.From is { } uploaded)
        {
            // What was created later was uploaded later; of the rest, most are not even sent.
            var created = RecordKey.RowPrefix(uploaded) + "`";
            conditions = Combine(conditions, TableClient.CreateQueryFilter($"RowKey lt {created} or UploadedAt ge {uploaded}"));
        }

        if (Statuses.Count > 0)
        {
            var any = string.Join(
                " or ", Statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}")));
            conditions = Combine(conditions, any);
        }
        else if (!WithDeleted)
        {
            conditions = Combine(conditions, TableClient.CreateQueryFilter($"Status ne {nameof(ImageStatus.Deleted)}"));
        }

        return conditions;
    }

    private static string Combine(string left, string right) =>
        left.Length == 0 ? right : right.Length == 0 ? left : $"({left}) and ({right})";
}

/// <summary>A span of upload times, both ends included; null is open.</summary>
public readonly record struct UploadSpan(DateTimeOffset? From, DateTimeOffset? To)
{
    public bool Holds(ImageRecord image) => !(image.UploadTime < From) && !(image.UploadTime > To);
}
