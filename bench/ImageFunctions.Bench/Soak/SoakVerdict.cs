using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ImageFunctions.Storage;

namespace ImageFunctions.Bench.Soak;

/// <summary>What became of each upload: the caller's view, the receiver's, and what lies in storage.</summary>
internal sealed class SoakVerdict(string connectionString, SoakClient client, SoakReceiver receiver)
{
    /// <summary>What is not as it was promised, in words; nothing when all is.</summary>
    /// <param name="uploads">Ids and whether the image was deleted, purged or kept.</param>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyDictionary<string, SoakEnd> uploads, CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var listed = await ListAsync(cancellationToken);
        foreach (var (id, end) in uploads)
        {
            if (receiver.Ids(id, "image.completed") is not { Count: 1 } ids)
                wrong.Add($"{id}: completion told under {receiver.Ids(id, "image.completed").Count} ids");
            if (end != SoakEnd.Kept && receiver.Ids(id, "image.deleted").Count == 0)
                wrong.Add($"{id}: deletion not told");
            var times = listed.Count(item => item == (id, "completed"));
            if (times != (end == SoakEnd.Kept ? 1 : 0))
                wrong.Add($"{id}: {end}, listed as completed {times} times");
        }

        wrong.AddRange(listed.Where(item => !uploads.ContainsKey(item.Id))
            .Select(item => $"{item.Id}: listed as {item.Status}, uploaded by nobody"));
        wrong.AddRange(await OrphansAsync(uploads, cancellationToken));
        foreach (var name in StorageNames.Queues)
        {
            var properties = await new QueueClient(connectionString, name).GetPropertiesAsync(cancellationToken);
            var depth = properties.Value.ApproximateMessagesCount;
            if (depth > 0)
                wrong.Add($"queue {name}: {depth} messages left");
        }

        using var letters = await client.AskAsync(HttpMethod.Get, "manage/dead-letters?limit=100", cancellationToken);
        wrong.AddRange(letters!.RootElement.GetProperty("deadLetters").EnumerateArray().Select(letter => $"dead letter {letter}"));
        return wrong;
    }

    private async Task<List<(string Id, string Status)>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = new List<(string, string)>();
        for (var path = "images?limit=100"; ;)
        {
            using var page = (await client.AskAsync(HttpMethod.Get, path, cancellationToken))!;
            listed.AddRange(page.RootElement.GetProperty("images").EnumerateArray()
                .Select(image => (Text(image, "imageId"), Text(image, "status"))));
            if (!page.RootElement.TryGetProperty("nextCursor", out var cursor))
                return listed;
            path = $"images?limit=100&cursor={cursor.GetString()}";
        }
    }

    private async Task<List<string>> OrphansAsync(IReadOnlyDictionary<string, SoakEnd> uploads, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var records = new HashSet<string>();
        await foreach (var row in Rows(StorageNames.ImagesTable))
            records.Add(row.RowKey.Split('_')[^1]);
        found.AddRange(records.Where(id => uploads.GetValueOrDefault(id, SoakEnd.Purged) == SoakEnd.Purged)
            .Select(id => $"record {id} of none"));
        foreach (var container in StorageNames.Containers)
        {
            await foreach (var blob in new BlobContainerClient(connectionString, container)
                .GetBlobsAsync(cancellationToken: cancellationToken))
            {
                if (!records.Contains(blob.Name.Split('/')[0]))
                    found.Add($"blob {container}/{blob.Name} of none");
            }
        }

        await foreach (var row in Rows(StorageNames.IndexTable))
        {
            var id = row.GetString("ImageId") ?? row.RowKey.Split('_')[^1];
            if (Guid.TryParse(id, out _) && !records.Contains(id))
                found.Add($"lookup {row.PartitionKey} of {id}, which is none");
        }

        await foreach (var row in Rows(StorageNames.WebhookLogTable))
        {
            if (!records.Contains(row.PartitionKey))
                found.Add($"webhook log {row.PartitionKey} of none");
        }

        return found;

        IAsyncEnumerable<TableEntity> Rows(string table) =>
            new TableClient(connectionString, table).QueryAsync<TableEntity>(cancellationToken: cancellationToken);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

/// <summary>What its caller did with an image in the end.</summary>
internal enum SoakEnd
{
    Kept,
    Deleted,
    Purged,
}
