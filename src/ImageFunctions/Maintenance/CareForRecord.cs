using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>Does about one record what the cleanup decided.</summary>
public sealed class CareForRecord(
    RecordChanges changes, IndexRows rows, Outbox outbox, PurgeImage purge, IOptions<RetentionOptions> retention)
{
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> RunAsync(ImageRecord image, DateTimeOffset now, CancellationToken cancellationToken)
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
                return false;
        }
    }

    /// <summary>Writes the index rows again of those images that changed and are there to stay.</summary>
    public Task RepairAsync(
        IEnumerable<ImageRecord> images, DateTimeOffset changedSince, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = images.Where(image => !image.IsDeleted && image.ChangedAt >= changedSince);
        return rows.RepairAsync([.. changed.Where(image => DecisionFor(image, now) == CleanupAction.None)], cancellationToken);
    }

    private CleanupAction DecisionFor(ImageRecord image, DateTimeOffset now) =>
        CleanupDecision.For(image, TimeSpan.FromDays(retention.Value.SoftDeleteDays), now);

    // Through the record: its change says when it was asked last, so that a long queue is not filled further by every run.
    private async Task AskAgainAsync(ImageRecord image, string message, CancellationToken cancellationToken)
    {
        var asking = await changes.ApplyAsync(
            image, record => record.Status == image.Status ? record.Owe(message) : null, cancellationToken);
        if (asking is not null)
            await outbox.SendAsync(asking, isLate: true, cancellationToken);
    }
}
