using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Images;

/// <summary>What tables other than the records' hold of an image, and what reserves something for it.</summary>
public sealed class ImageTraces(
    ImageIndex index, Reservations reservations, WebhookLog webhooks, DeadLetters letters, Tombstones tombstones)
{
    /// <param name="job">The erasure that it is part of, if any.</param>
    public async Task RemoveAsync(ImageRecord image, string? job, CancellationToken cancellationToken)
    {
        // Before anything goes, so that nothing that is found missing can be made again.
        await tombstones.AddAsync(image.Id, job, cancellationToken);
        await Task.WhenAll(
            index.RemoveAsync(image.Id, IndexKinds.Any(image), cancellationToken),
            webhooks.RemoveAsync(image.Id, cancellationToken),
            letters.RemoveOfAsync(image.Id, cancellationToken));
        if (image.BlobName != image.Id.ToString())
            await reservations.ReleaseAsync(new IndexEntry(IndexKinds.Blob, image.BlobName), image.Id, cancellationToken);
        if (image.IdempotencyValue is { } value)
            await reservations.ReleaseAsync(new IndexEntry(IndexKinds.Idempotency, value), image.Id, cancellationToken);
    }
}
