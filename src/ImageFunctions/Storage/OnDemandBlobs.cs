using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>Bytes with their type.</summary>
public sealed record StoredPicture(ReadOnlyMemory<byte> Content, string ContentType);

/// <summary>
/// Variants that were asked for by links, and who is making one. They lie among the image's variants and go with them; no record
/// lists them.
/// </summary>
public sealed class OnDemandBlobs(StorageClients clients, VariantBlobs variants)
{
    private const string Holder = "holder";
    private readonly BlobContainerClient _container = clients.Blobs.GetBlobContainerClient(StorageNames.VariantsContainer);

    /// <returns>Null when it was not made yet.</returns>
    public Task<StoredPicture?> ReadAsync(ImageId id, string key, CancellationToken cancellationToken) =>
        variants.ReadAsync(id, Name(key), cancellationToken);

    public Task WriteAsync(ImageId id, string key, StoredPicture picture, CancellationToken cancellationToken) =>
        variants.WriteAsync(id, Name(key), picture.Content, picture.ContentType, cancellationToken);

    public Task DeleteAsync(ImageId id, string key, CancellationToken cancellationToken) =>
        variants.DeleteAsync(id, Name(key), cancellationToken);

    /// <summary>Of several callers, on any number of machines, one gets it; one that has not given it back in time loses it.</summary>
    public async Task<bool> TryClaimAsync(ImageId id, string key, string holder, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var blob = Claim(id, key);
        if (await PutAsync(blob, holder, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken))
            return true;
        try
        {
            var held = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            // The client tries again when an answer does not come: a conflict is then with its own first try.
            if (held.Value.Metadata.TryGetValue(Holder, out var other) && other == holder)
                return true;
            // By the clock of the service, which wrote the other time too.
            return held.GetRawResponse().Headers.Date - held.Value.LastModified > lifetime
                && await PutAsync(blob, holder, new BlobRequestConditions { IfMatch = held.Value.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false; // given back in between: what it stood for is made, or will be claimed by the next
        }
    }

    public async Task ReleaseAsync(ImageId id, string key, CancellationToken cancellationToken) =>
        await Claim(id, key).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private static async Task<bool> PutAsync(
        BlobClient blob, string holder, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(BinaryData.Empty, new BlobUploadOptions
            {
                Conditions = conditions,
                Metadata = new Dictionary<string, string> { [Holder] = holder },
            }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient Claim(ImageId id, string key) => _container.GetBlobClient(VariantBlobs.Name(id, $"{Name(key)}.claim"));

    private static string Name(string key) => $"on-demand/{key}";
}
