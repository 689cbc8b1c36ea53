using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Processing;

/// <summary>The ends that work can come to besides completion. Each writes the record once and tells whoever asked to be told.</summary>
public sealed class EndProcessing(
    RecordChanges changes, ImageRecords records, IndexRows rows, ImageFiles files, ProcessingOutcomes outcomes, CompletionRules rules)
{
    /// <summary>The image is at fault: trying again cannot help.</summary>
    public async Task RejectAsync(ImageRecord image, ImageRejectedException rejected, CancellationToken cancellationToken)
    {
        await FailAsync(rules.Begun(image), rejected.Code, rejected.Message, cancellationToken);
        outcomes.Rejected(image.Id, rejected);
    }

    public async Task FailAsync(ImageRecord image, string code, string message, CancellationToken cancellationToken)
    {
        // What a newer version wrote is not ours to end.
        var failed = await changes.ApplyAsync(image, record =>
            record.IsDeleted || record.Status is ImageStatus.Completed or ImageStatus.Unknown ? null
            : rules.Fail(record with { Variants = [], OriginalETag = image.OriginalETag }, code, message), cancellationToken);
        if (failed is null)
        {
            await AbandonAsync(image, cancellationToken);
            return;
        }

        if (image.Variants.Count > 0)
            await files.DeleteVariantsAsync(image.Id, cancellationToken);
        await FailedAsync(image, failed, cancellationToken);
    }

    /// <summary>What follows when a record became failed or blocked.</summary>
    public async Task FailedAsync(ImageRecord before, ImageRecord failed, CancellationToken cancellationToken)
    {
        await outcomes.FailedAsync(failed, cancellationToken);
        await rows.FollowAsync(before, failed, cancellationToken);
    }

    public async Task ExpireAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        var expired = await changes.ApplyAsync(
            image, record => record.Status == ImageStatus.Pending ? record.Expire() : null, cancellationToken);
        if (expired is null)
            return;
        await rows.FollowAsync(image, expired, cancellationToken);
        outcomes.Expired(expired.Id);
    }

    public Task CompletedAsync(ImageRecord before, ImageRecord completed, CancellationToken cancellationToken) => Task.WhenAll(
        rows.FollowAsync(before, completed, cancellationToken), outcomes.CompletedAsync(completed, cancellationToken));

    /// <summary>What follows when a record that was complete before was changed.</summary>
    public Task ChangedAsync(ImageRecord before, ImageRecord changed, CancellationToken cancellationToken) => Task.WhenAll(
        rows.FollowAsync(before, changed, cancellationToken), outcomes.ChangedAsync(changed, cancellationToken));

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
        await rows.TakeBackAsync(tried, image, cancellationToken);
        if (image is null or { IsBeingPurged: true })
            await files.DeleteAllAsync(tried.Id, tried.BlobName, cancellationToken);
        outcomes.Abandoned(tried.Id);
    }
}
