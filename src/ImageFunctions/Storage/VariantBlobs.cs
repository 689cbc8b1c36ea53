using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>The renditions and the raw analysis, under names that follow from the image, so that a repeat overwrites.</summary>
public sealed class VariantBlobs(StorageClients clients)
{
    public const string AnalysisName = "analysis.json";
    private static readonly string[] Names = ["small", "medium", "large", "webp", AnalysisName];
    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(StorageNames.VariantsContainer);

    public static string Name(ImageId id, string variant) => $"{id}/{variant}";

    public async Task WriteAsync(ImageId id, string variant, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var blob = _container.GetBlobClient(Name(id, variant));
        await blob.UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType, CacheControl = "private, max-age=86400" },
        }, cancellationToken);
    }

    /// <returns>Null when it is not there.</returns>
    public async Task<BinaryData?> ReadAsync(ImageId id, string variant, CancellationToken cancellationToken)
    {
        try
        {
            var content = await _container.GetBlobClient(Name(id, variant)).DownloadContentAsync(cancellationToken);
            return content.Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public Task DeleteAllAsync(ImageId id, CancellationToken cancellationToken) =>
        Task.WhenAll(Names.Select(name => _container.GetBlobClient(Name(id, name))
            .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken)));
}
