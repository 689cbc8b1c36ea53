using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Processing;

/// <summary>The ends that work can come to besides completion. Each writes the record once and tells whoever asked to be told.</summary>
public sealed class EndProcessing(
    RecordChanges changes, ImageRecords records, ImageIndex index, ImageFiles files, ProcessingOutcomes outcomes, TimeProvider time)
{
    /// <summary>The image is at fault: trying again cannot help.</summary>
    public async Task RejectAsync(ImageRecord image, ImageRejectedException rejected, CancellationToken cancellationToken)
    {
        var begun = image.Status == ImageStatus.Processing ? image : image.MarkUploaded(time.GetUtcNow()) with { Attempt = image.Attempt + 1 };
        await FailAsync(begun, rejected.Code, rejected.Message, cancellationToken);
        outcomes.Rejected(image.Id, rejected);
    }

    public async Task FailAsync(ImageRecord image, string code, string message, CancellationToken cancellationToken)
    {
        var failed = await changes.ApplyAsync(image, record => record.IsDeleted || record.Status == ImageStatus.Completed
            ? null
            : (record with { Variants = [], OriginalETag = image.OriginalETag }).Fail(code, message, time.GetUtcNow()), cancellationToken);
        if (failed is null)
        {
            await AbandonAsync(image, cancellationToken);
            return;
        }

        // Not before: another may have completed it.
        if (image.Variants.Count > 0)
            await files.DeleteVariantsAsync(image.Id, cancellationToken);
        await FailedAsync(failed, cancellationToken);
    }

    /// <summary>What follows when a record became blocked: its files go where no link reaches.</summary>
    public async Task BlockAsync(ImageRecord blocked, CancellationToken cancellationToken)
    {
        await files.BlockAsync(blocked.Id, blocked.BlobName, cancellationToken);
        await FailedAsync(blocked, cancellationToken);
    }

    public async Task ExpireAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var expired = await changes.ApplyAsync(image, record => record.Status == ImageStatus.Pending ? record.Expire() : null, cancellationToken);
        if (expired is null)
            return;
        await index.AddAsync(expired.Id, IndexKinds.OfStatus(expired), cancellationToken);
        outcomes.Expired(expired.Id);
    }

    public Task CompletedAsync(ImageRecord completed, CancellationToken cancellationToken) =>
        Task.WhenAll(
            index.AddAsync(completed.Id, IndexKinds.OfModeration(completed), cancellationToken),
            outcomes.CompletedAsync(completed, cancellationToken));

    /// <summary>
    /// Takes back what was written for an image that was deleted meanwhile. Files stay while it can be restored: a restore
    /// makes them again, and must not lose them to whoever comes late.
    /// </summary>
    /// <param name="tried">What would have become of it.</param>
    public async Task AbandonAsync(ImageRecord tried, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(tried.Id, cancellationToken);
        if (image is { IsDeleted: false })
            return;
        var known = image is null ? [] : IndexKinds.OfContent(image).ToList();
        await index.RemoveAsync(
            tried.Id, IndexKinds.OfContent(tried).ExceptBy(known.Select(row => (row.Kind, row.Value)), row => (row.Kind, row.Value)), cancellationToken);
        if (image is null or { IsBeingPurged: true })
            await files.DeleteAllAsync(tried.Id, tried.BlobName, cancellationToken);
        outcomes.Abandoned(tried.Id);
    }

    private async Task FailedAsync(ImageRecord failed, CancellationToken cancellationToken)
    {
        await index.AddAsync(failed.Id, [.. IndexKinds.OfStatus(failed), .. IndexKinds.OfModeration(failed)], cancellationToken);
        await outcomes.FailedAsync(failed, cancellationToken);
    }
}
