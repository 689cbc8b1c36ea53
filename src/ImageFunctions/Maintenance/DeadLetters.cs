using System.Text;
using Azure.Data.Tables;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Maintenance;

/// <summary>The table of dead letters.</summary>
public sealed class DeadLetters(StorageClients clients)
{
    private const int MaxText = 30_000;
    private const int MaxDetail = 2000;
    private const string CursorFilter = "dead-letters";
    private readonly TableClient _table = clients.Tables.GetTableClient(StorageNames.DeadLettersTable);

    /// <summary>The id follows from the message, so that keeping one twice keeps one.</summary>
    public static string IdFor(string messageId, DateTimeOffset insertedAt)
    {
        var safe = new StringBuilder();
        foreach (var c in messageId)
            safe.Append(char.IsAsciiLetterOrDigit(c) || c == '-' ? char.ToLowerInvariant(c) : '-');
        return RecordKey.RowPrefix(insertedAt) + "_" + safe;
    }

    /// <summary>Whether a text has the form of an id; anything else cannot name a dead letter.</summary>
    private static bool IsId(string text) =>
        text.Length is > 14 and <= 120 && text[13] == '_' && text.AsSpan(0, 13).IndexOfAnyExceptInRange('0', '9') < 0
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    public async Task PutAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var cut = letter.Text.Length > MaxText;
        var row = new TableEntity(RecordKey.PartitionOfRow(letter.Id), letter.Id)
        {
            ["Queue"] = letter.Queue,
            ["Text"] = Cut(letter.Text, MaxText),
            ["Truncated"] = cut,
            ["Reason"] = letter.Reason,
            ["Attempts"] = letter.Attempts,
            ["At"] = letter.At,
        };
        if (letter.Detail is { } detail)
            row["Detail"] = Cut(detail, MaxDetail);
        if (letter.ImageId is { } id)
            row["ImageId"] = id.ToString();
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <exception cref="ProblemException"><c>dead_letter_not_found</c>.</exception>
    public async Task<DeadLetter> GetAsync(string id, CancellationToken cancellationToken)
    {
        var row = IsId(id)
            ? await _table.GetEntityIfExistsAsync<TableEntity>(RecordKey.PartitionOfRow(id), id, cancellationToken: cancellationToken)
            : null;
        return row is { HasValue: true } ? Read(row.Value!)
            : throw new ProblemException(ProblemCodes.DeadLetterNotFound, "There is no dead letter with this id.");
    }

    public async Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        await _table.DeleteEntityAsync(RecordKey.PartitionOfRow(id), id, cancellationToken: cancellationToken);

    /// <summary>Every letter about one image.</summary>
    public Task RemoveOfAsync(ImageId image, CancellationToken cancellationToken) =>
        RemoveWhereAsync(TableClient.CreateQueryFilter($"ImageId eq {image.ToString()}"), static _ => true, cancellationToken);

    /// <summary>Every letter that says something, whatever it is about.</summary>
    public Task RemoveWhereAsync(Func<DeadLetter, bool> isMeant, CancellationToken cancellationToken) =>
        RemoveWhereAsync("", isMeant, cancellationToken);

    private async Task RemoveWhereAsync(string query, Func<DeadLetter, bool> isMeant, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(query, cancellationToken: cancellationToken))
        {
            if (isMeant(Read(row)))
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        }
    }

    /// <summary>One page, newest first.</summary>
    public async Task<DeadLetterPage> ListAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var after = PageCursor.Decode(cursor, CursorFilter);
        var letters = new List<DeadLetter>();
        var query = after is null ? FailureCauses.OthersOnly
            : TableClient.CreateQueryFilter(
                $"PartitionKey ge {RecordKey.PartitionOfRow(after)} and RowKey gt {after}") + $" and {FailureCauses.OthersOnly}";
        await foreach (var row in _table.QueryAsync<TableEntity>(query, limit + 1, cancellationToken: cancellationToken))
        {
            if (letters.Count == limit)
                return new DeadLetterPage(letters, letters.Count, PageCursor.Encode(letters[^1].Id, CursorFilter));
            letters.Add(Read(row));
        }

        return new DeadLetterPage(letters, letters.Count, null);
    }

    // Half of a surrogate pair cannot be stored.
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];

    private static DeadLetter Read(TableEntity row) => new(
        row.RowKey,
        row.GetString("Queue"),
        row.GetString("Text"),
        row.GetString("Reason"),
        row.GetString("Detail"),
        row.GetInt64("Attempts") ?? 0,
        ImageId.Parse(row.GetString("ImageId")),
        row.GetDateTimeOffset("At") ?? default,
        row.GetBoolean("Truncated") ?? false);
}
