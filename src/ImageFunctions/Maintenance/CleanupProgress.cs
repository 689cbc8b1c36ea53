using Azure.Data.Tables;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Where a pass of the cleanup is. <paramref name="ChangedSince"/>: records not changed since the pass before need no repair.
/// </summary>
public sealed record CleanupPass(string? Cursor, DateTimeOffset PassStarted, DateTimeOffset ChangedSince);

/// <summary>
/// Remembers where the cleanup stopped. Two cleanups at once overwrite each other's place, which costs work but harms nothing.
/// </summary>
public sealed class CleanupProgress(StorageClients clients)
{
    internal const string Partition = "sweep";
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    public async Task<CleanupPass?> GetAsync(string pass, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, pass, cancellationToken: cancellationToken);
        // What cannot be read is as good as nothing: a pass begins again.
        return row.HasValue && row.Value!["PassStarted"] is DateTimeOffset started && row.Value["ChangedSince"] is DateTimeOffset changed
            ? new CleanupPass(row.Value["Cursor"] as string, started, changed)
            : null;
    }

    public async Task PutAsync(string pass, CleanupPass place, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, pass) { ["PassStarted"] = place.PassStarted, ["ChangedSince"] = place.ChangedSince };
        if (place.Cursor is not null)
            row["Cursor"] = place.Cursor;
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }
}
