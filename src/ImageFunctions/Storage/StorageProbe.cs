using Azure.Data.Tables;

namespace ImageFunctions.Storage;

/// <summary>One cheap read per service, for health.</summary>
public sealed class StorageProbe(StorageClients clients)
{
    public Task BlobsAsync(CancellationToken cancellationToken) =>
        clients.Blobs.GetBlobContainerClient(StorageNames.UploadsContainer).GetPropertiesAsync(cancellationToken: cancellationToken);

    public Task QueueAsync(CancellationToken cancellationToken) =>
        clients.Queues.GetQueueClient(StorageNames.UploadsQueue).GetPropertiesAsync(cancellationToken);

    public async Task TablesAsync(CancellationToken cancellationToken) =>
        await clients.Tables.GetTableClient(StorageNames.ImagesTable)
            .GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken);
}
