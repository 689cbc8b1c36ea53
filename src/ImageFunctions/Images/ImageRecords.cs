using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>The records of all images: the truth.</summary>
public sealed class ImageRecords(StorageClients clients, ChangeMarks marks)
{
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.ImagesTable);

    // About what storage looks through in a second.
    private const int MostPassed = 5000;

    /// <summary>A column that names one write, by which it is known again when its answer was lost.</summary>
    internal const string WriteId = "WriteId";

    /// <returns>The record with its version.</returns>
    /// <exception cref="RecordConflictException">A record with this id exists.</exception>
    public Task<ImageRecord> AddAsync(ImageRecord image, CancellationToken cancellationToken) =>
        WriteAsync(image, row => _table.AddEntityAsync(row, cancellationToken), cancellationToken);

    /// <summary>Deleted records are returned too; who asks decides what that means.</summary>
    public async Task<ImageRecord?> GetAsync(ImageId id, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            RecordKey.Partition(id), RecordKey.Row(id), cancellationToken: cancellationToken);
        return row.HasValue ? RecordEntity.ToRecord(row.Value!) : null;
    }

    // The client tries again when an answer does not come: a conflict is then with the write that it did not hear of.
    private async Task<ImageRecord> WriteAsync(
        ImageRecord image, Func<TableEntity, Task<Response>> write, CancellationToken cancellationToken)
    {
        var row = RecordEntity.From(image);
        row[WriteId] = Guid.NewGuid().ToString("N");
        try
        {
            return image with { ETag = (await write(row)).Headers.ETag?.ToString() };
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            var stored = await _table.GetEntityIfExistsAsync<TableEntity>(
                row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            return stored.HasValue && stored.Value!.GetString(WriteId) == row.GetString(WriteId)
                ? image with { ETag = stored.Value!.ETag.ToString() }
                : throw new RecordConflictException();
        }
    }

    /// <param name="before">The record as it was read.</param>
    /// <param name="after">What it is to be.</param>
    /// <returns>The record with its new version.</returns>
    /// <exception cref="RecordConflictException">It changed, or was removed, since it was read.</exception>
    public async Task<ImageRecord> UpdateAsync(ImageRecord before, ImageRecord after, CancellationToken cancellationToken)
    {
        var version = new ETag(before.ETag ?? throw new InvalidOperationException("Only a stored record can be updated."));
        // What is still owed is nothing that a copy shows.
        if (before.IsCopied && after with { Owes = before.Owes } != before)
            after = after with { Change = await marks.AddAsync(before.Id, cancellationToken) };
        return await WriteAsync(after, row =>
            _table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    public async Task RemoveAsync(ImageId id, CancellationToken cancellationToken) =>
        await _table.DeleteEntityAsync(RecordKey.Partition(id), RecordKey.Row(id), ETag.All, cancellationToken);

    /// <summary>Id and status of every image, newest first, a thousand per request.</summary>
    public async IAsyncEnumerable<(ImageId Id, ImageStatus Status)> StatusesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>("", 1000, ["RowKey", RecordEntity.Status], cancellationToken))
        {
            if (RecordKey.TryIdOfRow(row.RowKey, out var id))
                yield return (id, RecordEntity.StatusOf(row));
        }
    }

    /// <summary>
    /// The images of a user, deleted ones too, as far as one request looks: at the records themselves, whatever the index
    /// says. A page may be empty and go on.
    /// </summary>
    public async Task<RecordPage> ScanAsync(string userId, string? continuation, int take, CancellationToken cancellationToken)
    {
        var query = TableClient.CreateQueryFilter($"UserId eq {userId}");
        await foreach (var page in _table.QueryAsync<TableEntity>(query, cancellationToken: cancellationToken).AsPages(continuation, take))
            return new RecordPage([.. page.Values.Select(RecordEntity.ToRecord).OfType<ImageRecord>()],
                page.ContinuationToken is { Length: > 0 } next ? next : null);
        return new RecordPage([], null);
    }

    /// <summary>
    /// One page, newest first, beginning after <paramref name="after"/>. Usually one request; two where a page crosses
    /// midnight (UTC), because each stays a seek by key instead of a filter over a whole day.
    /// </summary>
    public async Task<RecordPage> ListAsync(RecordFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        var page = new Filling(take);
        var start = after ?? (filter.To is { } to ? RecordKey.RowPrefix(to) : null);
        if (start is not null)
        {
            var day = RecordKey.PartitionOfRow(start);
            var within = TableClient.CreateQueryFilter($"PartitionKey eq {day} and RowKey gt {start}");
            if (!await FillAsync(page, within, filter, cancellationToken))
                await FillAsync(page, TableClient.CreateQueryFilter($"PartitionKey gt {day}"), filter, cancellationToken);
        }
        else
        {
            await FillAsync(page, "", filter, cancellationToken);
        }

        return new RecordPage(page.Images, page.Next, page.Strangers);
    }

    // Returns whether the page is full.
    private async Task<bool> FillAsync(Filling page, string range, RecordFilter filter, CancellationToken cancellationToken)
    {
        var query = filter.Within(range);
        // One more than asked for tells whether there is a next page, without another request.
        await foreach (var row in _table.QueryAsync<TableEntity>(
            query, Math.Min(1000, page.Left + 1), cancellationToken: cancellationToken))
        {
            if (RecordEntity.ToRecord(row) is not { } image)
                page.Strangers++;
            else if (!filter.Holds(image))
            {
                // What is rare may be far away: then a page ends early, and the next goes on there.
                if (++page.Passed == MostPassed)
                    return (page.Next = row.RowKey) is not null;
            }
            else if (page.Left > 0)
                page.Images.Add(image);
            else
                return (page.Next = RecordKey.Row(page.Images[^1].Id)) is not null;
        }

        return false;
    }

    private sealed class Filling(int take)
    {
        public List<ImageRecord> Images { get; } = new(take);
        public int Left => take - Images.Count;
        public int Strangers { get; set; }
        public int Passed { get; set; }
        public string? Next { get; set; }
    }
}
