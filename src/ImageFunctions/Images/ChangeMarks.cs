using Azure.Data.Tables;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>
/// Which images have changed since they were completed or failed. A mark is written before the record that it is about, names the
/// change as the record will, and is never taken back while the image is there: whoever has a copy of another change asks the record.
/// </summary>
public sealed class ChangeMarks(StorageClients clients)
{
    // One request; further images of the span count as changed.
    private const int Most = 1000;
    private const string Name = "Change";
    private static readonly string Partition = IndexKey.Partition(IndexKinds.OfChange);
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    /// <returns>The change, which the record has to name.</returns>
    public async Task<string> AddAsync(ImageId id, CancellationToken cancellationToken)
    {
        var change = Guid.NewGuid().ToString("N");
        var row = new TableEntity(Partition, RecordKey.Row(id)) { [Name] = change };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return change;
    }

    /// <summary>The marks between two positions of the index, both included.</summary>
    public async Task<ChangesSeen> FindAsync(string first, string last, CancellationToken cancellationToken)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {first} and RowKey le {last}");
        var marks = new Dictionary<string, string?>();
        await foreach (var page in _table.QueryAsync<TableEntity>(query, Most, ["RowKey", Name], cancellationToken).AsPages())
        {
            foreach (var row in page.Values)
                marks[row.RowKey] = row.GetString(Name);
            return new ChangesSeen(marks, page.ContinuationToken is null ? last : page.Values.Count > 0 ? page.Values[^1].RowKey : "");
        }

        return new ChangesSeen(marks, last);
    }
}

/// <summary>Marks by position, and the position that they were looked for up to.</summary>
public sealed record ChangesSeen(IReadOnlyDictionary<string, string?> Marks, string End)
{
    /// <summary>Whether a hit's copy is the image as it is.</summary>
    public bool BearOut(IndexHit hit) => hit.Copy is { } copy
        && string.CompareOrdinal(hit.Position, End) <= 0
        && Marks.GetValueOrDefault(hit.Position) == copy.Change;
}
