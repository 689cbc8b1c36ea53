using Azure;
using Azure.Data.Tables;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>A row found, and the image that it is about.</summary>
/// <param name="HasCopy">Whether the row holds the image as it was when it was finished or changed last.</param>
/// <param name="Copy">That, where it was asked for.</param>
public sealed record IndexHit(ImageId Id, string Position, bool HasCopy, ImageRecord? Copy);

/// <summary>A row as it lies in the table. <paramref name="Id"/> is the image that it is about, if it is about one.</summary>
public sealed record IndexRow(string Partition, string Row, ImageId? Id, DateTimeOffset ChangedAt, ETag Version);

/// <summary>
/// Rows for the lookups that the record's key does not serve. They may be stale: whoever reads one checks the record.
/// </summary>
public sealed class ImageIndex(StorageClients clients)
{
    private const int MostInTransaction = 100;
    private const int WritesAtOnce = 16;
    private const string Note = "Note";
    private static readonly string[] WithoutCopies = ["RowKey", RecordEntity.Status];
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    public Task AddAsync(ImageId id, IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        AddAsync(entries.Select(entry => (id, entry)), cancellationToken);

    /// <summary>Rows of many images, those of one value together.</summary>
    public Task AddAsync(IEnumerable<(ImageId Id, IndexEntry Entry)> entries, CancellationToken cancellationToken) =>
        InTransactionsAsync(TableTransactionActionType.UpsertMerge, entries, cancellationToken);

    /// <summary>Writes an image into those of its rows that are there: one that was taken away meanwhile stays away.</summary>
    public Task CopyAsync(ImageRecord image, IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        var copy = RecordEntity.From(image);
        return Task.WhenAll(entries.Select(async entry =>
        {
            try
            {
                await _table.UpdateEntityAsync(
                    new TableEntity(copy) { PartitionKey = IndexKey.Partition(entry), [Note] = entry.Note },
                    ETag.All, TableUpdateMode.Replace, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // The image was deleted.
            }
        }));
    }

    public Task RemoveAsync(ImageId id, IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        InTransactionsAsync(TableTransactionActionType.Delete, entries.Select(entry => (id, entry)), cancellationToken);

    /// <summary>Rows of one value without copies, in the order of its prefix, newest image first.</summary>
    /// <param name="entry">Of several prefixes, the beginning that they share.</param>
    public Task<IReadOnlyList<IndexHit>> FindAsync(IndexEntry entry, IndexSpan span, int take, CancellationToken cancellationToken) =>
        FindAsync(entry, span, take, withCopies: false, cancellationToken);

    /// <param name="withCopies">Whether the copies of images in the rows are read too.</param>
    public async Task<IReadOnlyList<IndexHit>> FindAsync(
        IndexEntry entry, IndexSpan span, int take, bool withCopies, CancellationToken cancellationToken)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {IndexKey.Partition(entry)}");
        var start = span.After ?? (span.To is { } end ? RecordKey.RowPrefix(end) : null);
        if (start is not null)
            query += " and " + TableClient.CreateQueryFilter($"RowKey gt {start}");
        if (entry.Prefix is { } prefix)
            query += " and " + TableClient.CreateQueryFilter($"RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        if (span.From is { } begin)
            query += " and " + TableClient.CreateQueryFilter($"RowKey lt {RecordKey.RowPrefix(begin) + "`"}");
        var rows = _table.QueryAsync<TableEntity>(query, Math.Min(1000, take), withCopies ? null : WithoutCopies, cancellationToken);
        var hits = new List<IndexHit>();
        await foreach (var row in rows)
        {
            var hasCopy = row.ContainsKey(RecordEntity.Status);
            row.Remove(Note);
            // A row that is no image's is passed over.
            if (IndexKey.ImageOfRow(row.RowKey) is { } id)
                hits.Add(new IndexHit(id, row.RowKey, hasCopy, withCopies && hasCopy ? RecordEntity.ToRecord(row) : null));
            if (hits.Count == take)
                break;
        }

        return hits;
    }

    /// <summary>All rows there are, as far as one request looks.</summary>
    public async Task<(IReadOnlyList<IndexRow> Rows, string? Next)> PageAsync(string? continuation, CancellationToken cancellationToken)
    {
        var rows = _table.QueryAsync<TableEntity>(
            "", select: ["PartitionKey", "RowKey", "ImageId", "Timestamp"], cancellationToken: cancellationToken);
        await foreach (var page in rows.AsPages(continuation, 1000))
        {
            return (
                [.. page.Values.Select(Read)],
                page.ContinuationToken is { Length: > 0 } next ? next : null);
        }

        return ([], null);
    }

    /// <summary>Removes a row unless it was written again since.</summary>
    public async Task RemoveAsync(IndexRow row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.DeleteEntityAsync(row.Partition, row.Row, row.Version, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It is wanted again.
        }
    }

    private async Task InTransactionsAsync(
        TableTransactionActionType type, IEnumerable<(ImageId Id, IndexEntry Entry)> entries, CancellationToken cancellationToken)
    {
        var actions = entries.Select(pair => new TableTransactionAction(type, Row(pair.Id, pair.Entry), ETag.All))
            .DistinctBy(action => (action.Entity.PartitionKey, action.Entity.RowKey));
        var batches = actions.GroupBy(action => action.Entity.PartitionKey).SelectMany(partition => partition.Chunk(MostInTransaction));
        var options = new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, options, async (batch, token) =>
        {
            try
            {
                await SubmitAsync(batch, token);
            }
            catch (RequestFailedException e) when (e.Status == 404 && type == TableTransactionActionType.Delete)
            {
                // What was written together has gone together.
            }
        });
    }

    // A transaction of one costs more than what is in it.
    private Task SubmitAsync(TableTransactionAction[] batch, CancellationToken cancellationToken) => batch switch
    {
        [{ ActionType: TableTransactionActionType.Delete, Entity: var row }] =>
            _table.DeleteEntityAsync(row, ETag.All, cancellationToken),
        [{ Entity: var row }] => _table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellationToken),
        _ => _table.SubmitTransactionAsync(batch, cancellationToken),
    };

    private static IndexRow Read(TableEntity row) => new(
        row.PartitionKey, row.RowKey, ImageId.Parse(row.GetString("ImageId")) ?? IndexKey.ImageOfRow(row.RowKey), row.Timestamp ?? default,
        row.ETag);

    private static TableEntity Row(ImageId id, IndexEntry entry)
    {
        var row = new TableEntity(IndexKey.Partition(entry), IndexKey.Row(id, entry));
        if (entry.Note is not null)
            row[Note] = entry.Note;
        return row;
    }
}
