using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Does what Azure does when a blob is created: writes to the queue.</summary>
internal static class UploadEvents
{
    private const string Topic = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/account";

    /// <summary>As in Event Grid's own schema.</summary>
    public static object EventGrid(
        string blobName, string container = "uploads", string type = "Microsoft.Storage.BlobCreated", string? eTag = null) => new
        {
            topic = Topic,
            subject = $"/blobServices/default/containers/{container}/blobs/{blobName}",
            eventType = type,
            id = Guid.NewGuid(),
            data = new
            {
                api = "PutBlob",
                eTag,
                contentType = "image/png",
                contentLength = 5000,
                blobType = "BlockBlob",
                url = $"https://account.blob.core.windows.net/{container}/{blobName}",
            },
            dataVersion = "",
            metadataVersion = "1",
            eventTime = DateTimeOffset.UtcNow,
        };

    /// <summary>As in CloudEvents 1.0.</summary>
    public static object Cloud(string blobName) => new
    {
        specversion = "1.0",
        source = Topic,
        subject = $"/blobServices/default/containers/uploads/blobs/{blobName}",
        type = "Microsoft.Storage.BlobCreated",
        id = Guid.NewGuid(),
        time = DateTimeOffset.UtcNow,
        data = new { api = "PutBlob", contentLength = 5000 },
    };

    /// <summary>Puts a message on a queue as the queue binding expects it; returns its id.</summary>
    public static Task<string> EnqueueAsync(this ServiceHost host, object message, string queue = "image-uploads") =>
        host.EnqueueTextAsync(JsonSerializer.Serialize(message), queue);

    public static async Task<string> EnqueueTextAsync(this ServiceHost host, string text, string queue = "image-uploads")
    {
        var client = new QueueClient(
            host.ConnectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        var receipt = await client.SendMessageAsync(text, Token);
        return receipt.Value.MessageId;
    }

    /// <summary>Leaves a record as work does that breaks off.</summary>
    public static async Task BreakOffAsync(this ServiceHost host, string id)
    {
        var table = new TableClient(host.ConnectionString, "images");
        var token = Token;
        var row = await table.QueryAsync<TableEntity>(cancellationToken: token)
            .SingleAsync(row => row.RowKey.EndsWith(id, StringComparison.Ordinal), token);
        row["Status"] = "Processing";
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, token);
    }

    /// <summary>Puts a blob into the uploads container as a tool would.</summary>
    public static async Task PutBlobAsync(this ServiceHost host, string name, byte[] content) =>
        await new BlobContainerClient(host.ConnectionString, "uploads").GetBlobClient(name)
            .UploadAsync(BinaryData.FromBytes(content), overwrite: true, Token);

    /// <summary>The version of a blob as events give it.</summary>
    public static async Task<string> ETagAsync(this ServiceHost host, string name) =>
        (await new BlobContainerClient(host.ConnectionString, "uploads").GetBlobClient(name)
            .GetPropertiesAsync(cancellationToken: Token)).Value.ETag.ToString();
}
