using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>Does about one record what the cleanup decided.</summary>
public sealed class CareForRecord(
    ImageRecords records, RecordChanges changes, ImageIndex index, Outbox outbox, PurgeImage purge, IOptions<RetentionOptions> retention)
{
    /// <param name="changedSince">Index rows of records that changed since then are written again.</param>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> RunAsync(
        ImageRecord image, DateTimeOffset changedSince, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (DecisionFor(image, now))
        {
            case CleanupAction.Purge:
                // It may have been restored since it was read.
                return await purge.RunAsync(
                    image, record => DecisionFor(record, now) == CleanupAction.Purge, isExpected: null, job: null, cancellationToken);
            case CleanupAction.CheckUpload:
                await AskAgainAsync(image, Owed.Check, cancellationToken);
                return true;
            case CleanupAction.RetryAnalysis:
                await AskAgainAsync(image, Owed.Analysis, cancellationToken);
                return true;
            case CleanupAction.SendOwed:
                await outbox.SendAsync(image.Id, cancellationToken);
                return true;
            default:
                if (!image.IsDeleted && image.ChangedAt >= changedSince)
                    await RepairAsync(image, cancellationToken);
                return false;
        }
    }

    private CleanupAction DecisionFor(ImageRecord image, DateTimeOffset now) =>
        CleanupDecision.For(image, TimeSpan.FromDays(retention.Value.SoftDeleteDays), now);

    private async Task RepairAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        await index.AddAsync(image.Id, IndexKinds.Of(image), cancellationToken);
        // A purge that came in between has looked for them in vain.
        if (await records.GetAsync(image.Id, cancellationToken) is null or { IsBeingPurged: true })
            await index.RemoveAsync(image.Id, IndexKinds.Any(image), cancellationToken);
    }

    // Through the record: its change says when it was asked last, so that a long queue is not filled further by every run.
    private async Task AskAgainAsync(ImageRecord image, string message, CancellationToken cancellationToken)
    {
        var asking = await changes.ApplyAsync(
            image, record => record.Status == image.Status ? record.Owe(message) : null, cancellationToken);
        if (asking is not null)
            await outbox.SendAsync(asking, cancellationToken, isLate: true);
    }
}
