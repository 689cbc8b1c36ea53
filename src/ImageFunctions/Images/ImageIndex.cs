using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>A row found: the image, and what was noted with it.</summary>
/// <param name="Copy">The image as it was when it was finished or changed last, where the row holds it.</param>
public sealed record IndexHit(ImageId Id, string? Note, string Position, ImageRecord? Copy);

/// <summary>A row as it lies in the table. <paramref name="Id"/> is the image that it is about, if it is about one.</summary>
public sealed record IndexRow(string Partition, string Row, ImageId? Id, DateTimeOffset ChangedAt, ETag Version);

/// <summary>
/// Rows for the lookups that the record's key does not serve. They may be stale: whoever reads one checks the record.
/// </summary>
public sealed class ImageIndex(StorageClients clients)
{
    private const string Reserved = "reserved";
    private const int MostInTransaction = 100;
    private const int TransactionsAtOnce = 8;
    private static readonly string[] KeysAndNote = ["RowKey", "Note"];
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.IndexTable);

    public Task AddAsync(ImageId id, IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        Task.WhenAll(entries.Select(entry => _table.UpsertEntityAsync(Row(id, entry), TableUpdateMode.Merge, cancellationToken)));

    /// <summary>Rows of many images, those of one value together.</summary>
    public async Task AddAsync(IEnumerable<(ImageId Id, IndexEntry Entry)> entries, CancellationToken cancellationToken)
    {
        var rows = entries.Select(pair => Row(pair.Id, pair.Entry)).DistinctBy(row => (row.PartitionKey, row.RowKey));
        var batches = rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(MostInTransaction));
        var options = new ParallelOptions { MaxDegreeOfParallelism = TransactionsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, options, async (batch, token) => await _table.SubmitTransactionAsync(
            batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertMerge, row)), token));
    }

    /// <summary>Writes an image into those of its rows that are there: one that was taken away meanwhile stays away.</summary>
    public Task CopyAsync(ImageRecord image, IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        Task.WhenAll(entries.Select(async entry =>
        {
            var row = RecordEntity.From(image);
            (row.PartitionKey, row.RowKey) = (Partition(entry.Kind, entry.Value), RecordKey.Row(image.Id));
            try
            {
                await _table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // The image was deleted.
            }
        }));

    public Task RemoveAsync(ImageId id, IEnumerable<IndexEntry> entries, CancellationToken cancellationToken) =>
        Task.WhenAll(entries.Select(entry =>
            _table.DeleteEntityAsync(Partition(entry.Kind, entry.Value), RecordKey.Row(id), ETag.All, cancellationToken)));

    /// <summary>
    /// Rows of one value, newest image first.
    /// </summary>
    /// <param name="withCopies">Whether the copies of images in the rows are read too.</param>
    public async Task<IReadOnlyList<IndexHit>> FindAsync(
        IndexEntry entry, IndexSpan span, int take, CancellationToken cancellationToken, bool withCopies = false)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(entry.Kind, entry.Value)}");
        var start = span.After ?? (span.To is { } end ? RecordKey.RowPrefix(end) : null);
        if (start is not null)
            query += " and " + TableClient.CreateQueryFilter($"RowKey gt {start}");
        if (span.From is { } begin)
            query += " and " + TableClient.CreateQueryFilter($"RowKey lt {RecordKey.RowPrefix(begin) + "`"}");
        var rows = _table.QueryAsync<TableEntity>(query, Math.Min(1000, take), withCopies ? null : KeysAndNote, cancellationToken);
        var hits = new List<IndexHit>();
        await foreach (var row in rows)
        {
            // A row that is no image's is passed over.
            if (RecordKey.TryIdOfRow(row.RowKey, out var id))
                hits.Add(new IndexHit(id, row.GetString("Note"), row.RowKey,
                    row.ContainsKey(RecordEntity.Status) ? RecordEntity.ToRecord(row) : null));
            if (hits.Count == take)
                break;
        }

        return hits;
    }

    /// <summary>
    /// Reserves a value for one image: the first caller wins, also among several at once.
    /// </summary>
    /// <returns>The id and note that hold the value now, and whether this call put them there.</returns>
    public async Task<(ImageId Id, string? Note, DateTimeOffset At, bool IsNew)> ReserveAsync(
        string kind, string value, ImageId id, string? note, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(kind, value), Reserved) { ["ImageId"] = id.ToString(), ["At"] = now };
        if (note is not null)
            row["Note"] = note;
        try
        {
            await _table.AddEntityAsync(row, cancellationToken);
            return (id, note, now, true);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var held = await _table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            if (!held.HasValue || ImageId.Parse(held.Value!.GetString("ImageId")) is not { } holder)
                throw new RecordConflictException();
            return (holder, held.Value!.GetString("Note"), held.Value!.GetDateTimeOffset("At") ?? default, false);
        }
    }

    /// <summary>Gives up what is reserved for this image, and nothing that is another's by now.</summary>
    public async Task ReleaseAsync(string kind, string value, ImageId holder, CancellationToken cancellationToken)
    {
        var held = await _table.GetEntityIfExistsAsync<TableEntity>(Partition(kind, value), Reserved, cancellationToken: cancellationToken);
        if (held.HasValue && held.Value!.GetString("ImageId") == holder.ToString())
            await RemoveAsync(Read(held.Value), cancellationToken);
    }

    /// <returns>The image that a value is reserved for, or null.</returns>
    public async Task<ImageId?> FindReservedAsync(string kind, string value, CancellationToken cancellationToken)
    {
        var held = await _table.GetEntityIfExistsAsync<TableEntity>(Partition(kind, value), Reserved, cancellationToken: cancellationToken);
        return held.HasValue ? ImageId.Parse(held.Value!.GetString("ImageId")) : null;
    }

    public Task ReleaseAsync(string kind, string value, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(Partition(kind, value), Reserved, ETag.All, cancellationToken);

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

    /// <summary>Whether a row is one of this entry.</summary>
    public static bool IsOf(IndexRow row, IndexEntry entry) => row.Partition == Partition(entry.Kind, entry.Value);

    /// <summary>Whether rows under this key are about a user's images and say so.</summary>
    public static bool NamesUser(string partition, string userId)
    {
        const string prefix = IndexKinds.Sha256 + "|";
        const int hash = 64;
        return partition == Partition(IndexKinds.User, userId)
            || (partition.StartsWith(prefix, StringComparison.Ordinal) && partition.Length > prefix.Length + hash
                && partition == Partition(IndexKinds.Sha256, IndexKinds.Sha256Value(userId, partition.Substring(prefix.Length, hash))));
    }

    private static IndexRow Read(TableEntity row) => new(
        row.PartitionKey, row.RowKey, ImageId.Parse(row.GetString("ImageId")) ?? RecordKey.ImageOfRow(row.RowKey), row.Timestamp ?? default,
        row.ETag);

    private static TableEntity Row(ImageId id, IndexEntry entry)
    {
        var row = new TableEntity(Partition(entry.Kind, entry.Value), RecordKey.Row(id));
        if (entry.Note is not null)
            row["Note"] = entry.Note;
        return row;
    }

    // 1 KiB of UTF-16.
    private const int MaxKey = 500;

    // Keys may not hold / \ # ? nor control characters, and are limited to 1 KiB: everything else than letters, digits and
    // a few marks is written as its UTF-8 bytes in hex, and what gets too long ends in its hash.
    private static string Partition(string kind, string value)
    {
        var key = new StringBuilder(kind).Append('|');
        // Blobs are different ones when their names differ in case; everything else is looked for without regard to it.
        foreach (var b in Encoding.UTF8.GetBytes(kind == IndexKinds.Blob ? value : value.ToLowerInvariant()))
        {
            if (char.IsAsciiLetterLower((char)b) || char.IsAsciiDigit((char)b)
                || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)' ' or (byte)'@')
                key.Append((char)b);
            else
                key.Append('=').Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }

        return key.Length <= MaxKey ? key.ToString() : Shorten(key.ToString());
    }

    // "=h" cannot begin an escaped byte, so a shortened value never meets a whole one.
    private static string Shorten(string key) =>
        key[..(MaxKey / 2)] + "=h" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
