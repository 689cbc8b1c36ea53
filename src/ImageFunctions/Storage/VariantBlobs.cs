using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>The variants and the raw analysis, under names that follow from the image, so that a repeat overwrites.</summary>
public sealed class VariantBlobs(StorageClients clients)
{
    public const string AnalysisName = "analysis.json";
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

    /// <summary>Everything under the image's name, whichever variants were made of it.</summary>
    public async Task DeleteAllAsync(ImageId id, CancellationToken cancellationToken)
    {
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{id}/" }, cancellationToken))
            await _container.GetBlobClient(blob.Name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
    }
}
