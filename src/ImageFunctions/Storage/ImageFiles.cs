using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>All blobs of one image.</summary>
public sealed class ImageFiles(OriginalBlobs originals, VariantBlobs variants)
{
    public Task DeleteVariantsAsync(ImageId id, CancellationToken cancellationToken) => variants.DeleteAllAsync(id, cancellationToken);

    /// <summary>Removes everything, wherever a block may have moved it.</summary>
    public Task DeleteAllAsync(ImageId id, string blobName, CancellationToken cancellationToken) => Task.WhenAll(
        originals.DeleteAsync(blobName, cancellationToken),
        originals.DeleteBlockedAsync(id, cancellationToken),
        variants.DeleteAllAsync(id, cancellationToken));

    /// <summary>A signed link cannot be recalled: the variants go, and the original moves to where no link leads.</summary>
    public Task BlockAsync(ImageId id, string blobName, CancellationToken cancellationToken) => Task.WhenAll(
        variants.DeleteAllAsync(id, cancellationToken),
        originals.BlockAsync(id, blobName, cancellationToken));

    /// <summary>Brings a blocked original back.</summary>
    public Task UnblockAsync(ImageId id, string blobName, CancellationToken cancellationToken) =>
        originals.UnblockAsync(id, blobName, cancellationToken);
}
