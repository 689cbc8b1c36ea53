using Azure;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Where a pass of the cleanup is. <paramref name="ChangedSince"/>: records not changed since the pass before need no repair.
/// </summary>
public sealed record CleanupPass(string? Cursor, DateTimeOffset PassStarted, DateTimeOffset ChangedSince);

/// <summary>
/// What every pass of the cleanup needs: its place, and that one bad record or blob does not stop it. A failure is logged and
/// counted, and the next one's turn. Two cleanups at once overwrite each other's place, which costs work but harms nothing.
/// </summary>
public sealed partial class CleanupPasses(StorageClients clients, ImageMetrics metrics, TimeProvider time, ILogger<CleanupPasses> logger)
{
    internal const string Partition = "sweep";
    private const int MostInARow = 3;
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);
    private int _unavailableInARow;

    /// <summary>Whether a run had better end: storage fails for one after the other.</summary>
    public bool IsStorageAway => _unavailableInARow >= MostInARow;

    public void Begin() => _unavailableInARow = 0;

    public async Task<CleanupPass> PlaceAsync(string pass, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, pass, cancellationToken: cancellationToken);
        // What cannot be read is as good as nothing: a pass begins again.
        return row.HasValue && row.Value!["PassStarted"] is DateTimeOffset started && row.Value["ChangedSince"] is DateTimeOffset changed
            ? new CleanupPass(row.Value["Cursor"] as string, started, changed)
            : new CleanupPass(null, time.GetUtcNow(), DateTimeOffset.MinValue.AddYears(1700));
    }

    public async Task KeepAsync(string pass, CleanupPass place, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, pass) { ["PassStarted"] = place.PassStarted, ["ChangedSince"] = place.ChangedSince };
        if (place.Cursor is not null)
            row["Cursor"] = place.Cursor;
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>
    /// Reads the page at the place and moves that on: before the work, for what fails once must not stop the pass there for good.
    /// </summary>
    public async Task<IReadOnlyList<T>> NextAsync<T>(
        string pass, Func<string?, Task<(IReadOnlyList<T> Items, string? Next)>> read, CancellationToken cancellationToken)
    {
        var place = await PlaceAsync(pass, cancellationToken);
        var (items, next) = await PageAsync(pass, place.Cursor, read);
        await KeepAsync(pass, place with { Cursor = next }, cancellationToken);
        return items;
    }

    /// <summary>Reads the page at the place; one that cannot be gone on from would stop the cleanup for good.</summary>
    public async Task<T> PageAsync<T>(string pass, string? cursor, Func<string?, Task<T>> read)
    {
        try
        {
            return await read(cursor);
        }
        catch (Exception e) when (cursor is not null && e is FormatException or ArgumentException or RequestFailedException)
        {
            LogLostPlace(logger, e, pass);
            return await read(null);
        }
    }

    public async Task TryAsync(string item, Func<Task> work, CancellationToken cancellationToken)
    {
        if (IsStorageAway)
            return;
        try
        {
            await work();
            _unavailableInARow = 0;
        }
        // Whatever is wrong with one: it must not be the end of all others.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _unavailableInARow = e is StorageUnavailableException ? _unavailableInARow + 1 : 0;
            metrics.CleanupFailed();
            LogFailed(logger, e, item);
        }
    }

    /// <summary>Tells of rows that this version does not understand.</summary>
    public void CountUnread(RecordPage page)
    {
        var unread = page.Images.Where(image => image.Status == ImageStatus.Unknown).ToList();
        if (unread.Count + page.Strangers == 0)
            return;
        metrics.Unreadable(unread.Count + page.Strangers);
        LogUnread(logger, unread.Count, page.Strangers, unread.Count > 0 ? unread[0].Id.ToString() : "none");
    }

    [LoggerMessage(1071, LogLevel.Warning,
        "Cleanup: {Unread} records are not understood by this version, the first of them {ImageId}; {Strangers} rows are no records. "
        + "They are left as they are.")]
    private static partial void LogUnread(ILogger logger, int unread, int strangers, string imageId);

    [LoggerMessage(1072, LogLevel.Warning, "Cleanup: the place to go on from in {Pass} is of no use; it begins again.")]
    private static partial void LogLostPlace(ILogger logger, Exception exception, string pass);

    [LoggerMessage(1073, LogLevel.Warning, "Cleanup: {Item} could not be cared for; the next pass tries again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string item);
}
