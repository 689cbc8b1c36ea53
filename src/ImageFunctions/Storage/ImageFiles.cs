using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>
/// All blobs of one image. The original goes first: whoever claims a picture, and then finds the original, has a claim that is seen here.
/// </summary>
public sealed class ImageFiles(OriginalBlobs originals, VariantBlobs variants)
{
    public Task DeleteVariantsAsync(ImageId id, CancellationToken cancellationToken) => variants.DeleteAllAsync(id, cancellationToken);

    /// <summary>Removes everything, wherever a block may have moved it.</summary>
    public async Task DeleteAllAsync(ImageId id, string blobName, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            originals.DeleteAsync(blobName, cancellationToken), originals.DeleteBlockedAsync(id, cancellationToken));
        await variants.DeleteAllAsync(id, cancellationToken);
    }

    /// <summary>A signed link cannot be recalled: the original moves to where no link leads, and the variants go.</summary>
    public async Task BlockAsync(ImageId id, string blobName, CancellationToken cancellationToken)
    {
        await originals.BlockAsync(id, blobName, cancellationToken);
        await variants.DeleteAllAsync(id, cancellationToken);
    }
}
