using System.Buffers;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Storage;

/// <summary>An original in pooled memory. Dispose gives the memory back.</summary>
public sealed class OriginalContent(IMemoryOwner<byte> owner, int length, string etag) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => owner.Memory[..length];
    public string ETag { get; } = etag;

    public void Dispose() => owner.Dispose();
}

/// <summary>A blob in the uploads container.</summary>
/// <param name="ETag">Without quotes.</param>
public sealed record OriginalBlob(string Name, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string? ETag);

/// <summary>The uploaded originals.</summary>
public sealed class OriginalBlobs(StorageClients clients, IOptions<ImageLimits> limits, ImageMetrics metrics)
{
    private const int BlockSize = 1024 * 1024;

    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(StorageNames.UploadsContainer);
    private readonly BlobContainerClient _blocked = clients.Blobs.GetBlobContainerClient(StorageNames.BlockedContainer);

    /// <summary>Reads the whole blob in one request, within the limits.</summary>
    /// <returns>Null when it is not there.</returns>
    /// <exception cref="ImageRejectedException">Its size is outside the limits; nothing was read then.</exception>
    public async Task<OriginalContent?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Response<BlobDownloadStreamingResult> response;
        try
        {
            response = await _container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }

        using var download = response.Value;
        try
        {
            limits.Value.CheckBytes(download.Details.ContentLength);
        }
        catch (ImageRejectedException e)
        {
            throw new ImageRejectedException(e.Code, e.Message) { OriginalETag = download.Details.ETag.ToString() };
        }

        var length = (int)download.Details.ContentLength;
        var owner = MemoryPool<byte>.Shared.Rent(length);
        try
        {
            await download.Content.ReadExactlyAsync(owner.Memory[..length], cancellationToken);
            metrics.BytesRead(length);
            return new OriginalContent(owner, length, download.Details.ETag.ToString());
        }
        catch (Exception e)
        {
            owner.Dispose();
            if (e is IOException or EndOfStreamException)
                throw new StorageUnavailableException("The original could not be read to its end.", e);
            throw;
        }
    }

    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        await _container.GetBlobClient(name).ExistsAsync(cancellationToken);

    /// <returns>The version of what is stored now, without quotes, or null when there is nothing.</returns>
    public async Task<string?> VersionAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return found.Value.ETag.ToString().Trim('"');
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>
    /// Stores a stream as it comes, at most one block of it in memory. Nothing is stored when reading the stream throws.
    /// </summary>
    public async Task WriteAsync(string name, Stream content, string contentType, CancellationToken cancellationToken) =>
        await _container.GetBlobClient(name).UploadAsync(content, new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            TransferOptions = new StorageTransferOptions
            {
                InitialTransferSize = BlockSize,
                MaximumTransferSize = BlockSize,
                MaximumConcurrency = 1,
            },
        }, cancellationToken);

    public async Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        await _container.GetBlobClient(name).DeleteIfExistsAsync(
            DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <summary>One page of all originals in the order of their names.</summary>
    public async Task<(IReadOnlyList<OriginalBlob> Blobs, string? Next)> ListAsync(
        string? continuation, int take, CancellationToken cancellationToken)
    {
        var page = await _container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(continuation, take)
            .FirstAsync(cancellationToken);
        var blobs = page.Values.Select(blob => new OriginalBlob(
            blob.Name,
            blob.Properties.CreatedOn ?? blob.Properties.LastModified ?? default,
            blob.Properties.LastModified ?? default,
            blob.Properties.ETag?.ToString().Trim('"'))).ToList();
        return (blobs, page.ContinuationToken is { Length: > 0 } next ? next : null);
    }

    /// <summary>Moves an original to where no link leads. Safe to do twice.</summary>
    public Task BlockAsync(ImageId id, string name, CancellationToken cancellationToken) =>
        MoveAsync(_container.GetBlobClient(name), _blocked.GetBlobClient(id.ToString()), cancellationToken);

    /// <summary>Moves it back. Safe to do twice.</summary>
    public Task UnblockAsync(ImageId id, string name, CancellationToken cancellationToken) =>
        MoveAsync(_blocked.GetBlobClient(id.ToString()), _container.GetBlobClient(name), cancellationToken);

    public Task DeleteBlockedAsync(ImageId id, CancellationToken cancellationToken) =>
        _blocked.GetBlobClient(id.ToString()).DeleteIfExistsAsync(
            DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <summary>One page of the blocked originals.</summary>
    public Task<(IReadOnlyList<ImageBlob> Blobs, string? Next)> ListBlockedAsync(
        string? continuation, int take, CancellationToken cancellationToken) =>
        VariantBlobs.ListAsync(_blocked, continuation, take, cancellationToken);

    // Through this process: a copy within the service would need a signed source link.
    private static async Task MoveAsync(BlobClient from, BlobClient to, CancellationToken cancellationToken)
    {
        try
        {
            using var download = (await from.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            await to.UploadAsync(
                download.Content,
                new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = download.Details.ContentType } },
                cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return; // moved already
        }

        await from.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);
    }
}
