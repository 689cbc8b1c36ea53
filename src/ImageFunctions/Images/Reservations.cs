using Azure;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>Who holds a value. <paramref name="IsNew"/>: it was given to whoever asked just now.</summary>
public sealed record Reservation(ImageId Id, string? Note, DateTimeOffset At, bool IsNew);

/// <summary>Values that belong to one image: blobs that were imported, and idempotency keys. They lie in the index's table.</summary>
public sealed class Reservations(StorageClients clients)
{
    private const string Row = "reserved";
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    /// <summary>Reserves a value, with its note, for one image: the first caller wins, also among several at once.</summary>
    public async Task<Reservation> HoldAsync(IndexEntry entry, ImageId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = new TableEntity(IndexKey.Partition(entry), Row) { ["ImageId"] = id.ToString(), ["At"] = now };
        if (entry.Note is not null)
            row["Note"] = entry.Note;
        try
        {
            await _table.AddEntityAsync(row, cancellationToken);
            return new Reservation(id, entry.Note, now, true);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var held = await ReadAsync(entry, cancellationToken);
            return HolderOf(held) is { } holder
                ? new Reservation(holder, held!.GetString("Note"), held.GetDateTimeOffset("At") ?? default, false)
                : throw new RecordConflictException();
        }
    }

    /// <returns>The image that holds a value, or null.</returns>
    public async Task<ImageId?> FindAsync(IndexEntry entry, CancellationToken cancellationToken) =>
        HolderOf(await ReadAsync(entry, cancellationToken));

    /// <summary>Gives a value up, whoever holds it.</summary>
    public Task ReleaseAsync(IndexEntry entry, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(IndexKey.Partition(entry), Row, ETag.All, cancellationToken);

    /// <summary>Gives up what this image holds, and nothing that is another's by now.</summary>
    public async Task ReleaseAsync(IndexEntry entry, ImageId holder, CancellationToken cancellationToken)
    {
        if (await ReadAsync(entry, cancellationToken) is not { } held || HolderOf(held) != holder)
            return;
        try
        {
            await _table.DeleteEntityAsync(held, held.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It is another's.
        }
    }

    private async Task<TableEntity?> ReadAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var held = await _table.GetEntityIfExistsAsync<TableEntity>(
            IndexKey.Partition(entry), Row, cancellationToken: cancellationToken);
        return held.HasValue ? held.Value : null;
    }

    private static ImageId? HolderOf(TableEntity? held) => ImageId.Parse(held?.GetString("ImageId"));
}
