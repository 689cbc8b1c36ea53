using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.Storage;

/// <summary>
/// Creates what a local account lacks before the first request. In Azure everything is there before the app starts, and its
/// identity may not create.
/// </summary>
public sealed class StorageSetup(StorageClients clients) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!clients.IsLocal)
            return;
        await Task.WhenAll(
        [
            .. StorageNames.Containers.Select(
                name => clients.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)),
            .. StorageNames.Queues.Select(
                name => clients.Queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)),
            .. StorageNames.Tables.Select(name => clients.Tables.GetTableClient(name).CreateIfNotExistsAsync(cancellationToken)),
            AllowBrowsersAsync(cancellationToken),
        ]);
    }

    // A page uploads straight to the blob endpoint, which is another origin.
    private async Task AllowBrowsersAsync(CancellationToken cancellationToken)
    {
        var properties = (await clients.Blobs.GetPropertiesAsync(cancellationToken)).Value;
        properties.Cors =
        [
            new BlobCorsRule
            {
                AllowedOrigins = "*",
                AllowedMethods = "GET,HEAD,PUT,OPTIONS",
                AllowedHeaders = "content-type,x-ms-*",
                ExposedHeaders = "x-ms-*,etag",
                MaxAgeInSeconds = 3600,
            },
        ];
        await clients.Blobs.SetPropertiesAsync(properties, cancellationToken);
    }
}
