using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>Bytes with their type.</summary>
public sealed record StoredPicture(ReadOnlyMemory<byte> Content, string ContentType);

/// <summary>What lies under a picture's name: the picture, or nothing but a claim of whoever is making it.</summary>
/// <param name="Holder">Whose claim it is.</param>
/// <param name="Age">Since it was written, by the clock of the storage service.</param>
public sealed record OnDemandBlob(StoredPicture? Picture, string? Holder, ETag Version, TimeSpan Age);

/// <summary>
/// Variants that were asked for by links. An empty blob of a picture's name is the claim of who makes it, so that nobody else can have
/// made it in between, and whoever deletes the image's files takes the claim along. They lie among the image's variants and go with them;
/// no record lists them.
/// </summary>
public sealed class OnDemandBlobs(StorageClients clients)
{
    private const string HolderName = "holder";
    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(StorageNames.VariantsContainer);

    /// <returns>Null when nobody has begun it.</returns>
    public async Task<OnDemandBlob?> ReadAsync(ImageId id, string key, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Blob(id, key).DownloadContentAsync(cancellationToken);
            var (content, details) = (response.Value.Content.ToMemory(), response.Value.Details);
            return new OnDemandBlob(
                content.IsEmpty ? null : new StoredPicture(content, details.ContentType),
                details.Metadata.TryGetValue(HolderName, out var holder) ? holder : null,
                details.ETag,
                (response.GetRawResponse().Headers.Date ?? details.LastModified) - details.LastModified);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Of several callers, on any number of machines, one gets it.</summary>
    /// <param name="abandoned">A claim that is to be taken over; null for the first.</param>
    /// <returns>The claim's version, or null when somebody else was quicker.</returns>
    public Task<ETag?> TryClaimAsync(
        ImageId id, string key, string holder, OnDemandBlob? abandoned, CancellationToken cancellationToken) =>
        PutAsync(Blob(id, key), BinaryData.Empty, new BlobUploadOptions
        {
            Conditions = abandoned is null
                ? new BlobRequestConditions { IfNoneMatch = ETag.All }
                : new BlobRequestConditions { IfMatch = abandoned.Version },
            Metadata = new Dictionary<string, string> { [HolderName] = holder },
        }, cancellationToken);

    /// <summary>Puts the picture where its claim is.</summary>
    /// <returns>False when the claim is gone, with the image's files or to somebody else.</returns>
    public async Task<bool> TryWriteAsync(
        ImageId id, string key, ETag claim, StoredPicture picture, CancellationToken cancellationToken) =>
        await PutAsync(Blob(id, key), BinaryData.FromBytes(picture.Content), new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfMatch = claim },
            HttpHeaders = new BlobHttpHeaders { ContentType = picture.ContentType, CacheControl = VariantBlobs.CacheControl },
        }, cancellationToken) is not null;

    /// <summary>Gives a claim back, of which nothing came.</summary>
    public async Task ReleaseAsync(ImageId id, string key, ETag claim, CancellationToken cancellationToken)
    {
        try
        {
            await Blob(id, key).DeleteIfExistsAsync(
                conditions: new BlobRequestConditions { IfMatch = claim }, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Somebody else has it.
        }
    }

    private static async Task<ETag?> PutAsync(
        BlobClient blob, BinaryData content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return (await blob.UploadAsync(content, options, cancellationToken)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    private BlobClient Blob(ImageId id, string key) => _container.GetBlobClient(VariantBlobs.Name(id, $"pictures/{key}"));
}
