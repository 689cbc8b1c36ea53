using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>A blob that belongs to an image by its name.</summary>
public sealed record ImageBlob(ImageId Id, DateTimeOffset ChangedAt);

/// <summary>The variants and the raw analysis, under names that follow from the image, so that a repeat overwrites.</summary>
public sealed class VariantBlobs(StorageClients clients)
{
    public const string AnalysisName = "analysis.json";

    /// <summary>A variant stays the same under its name, but who may see it does not.</summary>
    internal const string CacheControl = "private, max-age=86400";

    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(StorageNames.VariantsContainer);

    public static string Name(ImageId id, string variant) => $"{id}/{variant}";

    public async Task WriteAsync(
        ImageId id, string variant, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var blob = _container.GetBlobClient(Name(id, variant));
        await blob.UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType, CacheControl = CacheControl },
        }, cancellationToken);
    }

    /// <returns>Null when there is none of this name.</returns>
    public async Task<StoredPicture?> ReadAsync(ImageId id, string variant, CancellationToken cancellationToken)
    {
        try
        {
            var blob = (await _container.GetBlobClient(Name(id, variant)).DownloadContentAsync(cancellationToken)).Value;
            return new StoredPicture(blob.Content.ToMemory(), blob.Details.ContentType);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Which blobs of the image are there, by their names under its own.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync(ImageId id, CancellationToken cancellationToken) =>
        await _container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{id}/" }, cancellationToken)
            .Select(blob => blob.Name[(blob.Name.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .ToHashSetAsync(cancellationToken: cancellationToken);

    public async Task DeleteAsync(ImageId id, string variant, CancellationToken cancellationToken) =>
        await _container.GetBlobClient(Name(id, variant))
            .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <summary>One page of all of them; names that are none of ours are left out.</summary>
    public Task<(IReadOnlyList<ImageBlob> Blobs, string? Next)> ListAsync(
        string? continuation, int take, CancellationToken cancellationToken) =>
        ListAsync(_container, continuation, take, cancellationToken);

    /// <summary>One page of a container in which names begin with an image's id.</summary>
    internal static async Task<(IReadOnlyList<ImageBlob> Blobs, string? Next)> ListAsync(
        BlobContainerClient container, string? continuation, int take, CancellationToken cancellationToken)
    {
        var page = await container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(continuation, take)
            .FirstAsync(cancellationToken);
        var blobs = page.Values.Select(blob => (Id: ImageId.Parse(blob.Name.Split('/')[0]), blob.Properties.LastModified))
            .Where(blob => blob.Id is not null).Select(blob => new ImageBlob(blob.Id!.Value, blob.LastModified ?? default)).ToList();
        return (blobs, page.ContinuationToken is { Length: > 0 } next ? next : null);
    }

    /// <summary>Everything under the image's name, whichever variants were made of it.</summary>
    public async Task DeleteAllAsync(ImageId id, CancellationToken cancellationToken)
    {
        await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{id}/" }, cancellationToken))
            await _container.GetBlobClient(blob.Name)
                .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
    }
}
