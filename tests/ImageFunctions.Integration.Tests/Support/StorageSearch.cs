using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Looks for words in everything that an account holds: rows, messages that can be seen, names and contents of blobs.</summary>
internal static class StorageSearch
{
    /// <returns>Where they were found.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(string connection, params string[] words)
    {
        var found = new List<string>();
        await foreach (var (place, text) in AllAsync(connection))
        {
            var hits = words.Where(word =>
                place.Contains(word, StringComparison.OrdinalIgnoreCase) || text.Contains(word, StringComparison.OrdinalIgnoreCase));
            found.AddRange(hits.Select(word => $"{word} in {place}: {text[..Math.Min(300, text.Length)]}"));
        }

        return found;
    }

    private static async IAsyncEnumerable<(string Place, string Text)> AllAsync(string connection)
    {
        var token = Token;
        var tables = new TableServiceClient(connection);
        await foreach (var table in tables.QueryAsync(cancellationToken: token))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>("", cancellationToken: token))
                yield return ($"{table.Name}/{row.PartitionKey}/{row.RowKey}", string.Join(
                    ' ', row.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell.Key}={cell.Value}"))));
        }

        var queues = new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await foreach (var queue in queues.GetQueuesAsync(cancellationToken: token))
        {
            foreach (var message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32, token)).Value)
                yield return ($"queue {queue.Name}", message.Body.ToString());
        }

        var blobs = new BlobServiceClient(connection);
        await foreach (var container in blobs.GetBlobContainersAsync(cancellationToken: token))
        {
            var client = blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(cancellationToken: token))
                yield return ($"{container.Name}/{blob.Name}", (await client.GetBlobClient(blob.Name).DownloadContentAsync(token))
                    .Value.Content.ToString());
        }
    }
}
