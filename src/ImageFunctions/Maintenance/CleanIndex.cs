using System.Collections.Concurrent;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Goes round all rows of the index, a part per run, and removes those that no record bears out, reservations and
/// tombstones that have ended, and the images of an erased user that came after the erasure had looked.
/// </summary>
public sealed class CleanIndex(
    ImageIndex index, ImageRecords records, Tombstones tombstones, PurgeImage purge, CleanupPasses passes, TimeProvider time)
{
    private const int ReadsAtOnce = 8;

    // Rows are written before the record that bears them out.
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan IdempotencyAge = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await passes.NextAsync("index", cursor => index.PageAsync(cursor, cancellationToken), cancellationToken);
        var old = rows.Where(row => row.ChangedAt + OrphanAge < now).ToList();
        var images = await ReadAsync(old.Select(row => row.Id).OfType<ImageId>().Distinct(), cancellationToken);
        foreach (var row in old)
        {
            var image = row.Id is { } id ? images[id] : null;
            if (!IsOver(row, image, now))
                continue;
            // Where the rows that an earlier version wrote for a hash go, today's come.
            if (image is { IsDeleted: false, Traits: { } traits } && IndexKinds.IsFirstBand(row.Partition))
                await index.AddAsync(image.Id, IndexKinds.OfHash(traits.PerceptualHash), cancellationToken);
            await index.RemoveAsync(row, cancellationToken);
        }

        await PurgeErasedAsync(images.Values.OfType<ImageRecord>(), cancellationToken);
    }

    private static bool IsOver(IndexRow row, ImageRecord? image, DateTimeOffset now) => row switch
    {
        { Partition: Tombstones.Partition } => row.ChangedAt + Tombstones.KeptFor < now,
        { Partition: Jobs.Partition } => row.ChangedAt + Jobs.KeptFor < now,
        { Id: null } => false,
        _ when row.Partition.StartsWith(IndexKinds.Idempotency + "|", StringComparison.Ordinal) =>
            image is null || row.ChangedAt + IdempotencyAge < now,
        _ => image is null || (IndexKinds.IsOfRecord(row.Partition) && !IsBorneOut(row, image)),
    };

    // A restore writes the rows of a deleted image again.
    private static bool IsBorneOut(IndexRow row, ImageRecord image) =>
        !image.IsDeleted && IndexKinds.Of(image).Any(
            entry => row.Partition == IndexKey.Partition(entry) && row.Row == IndexKey.Row(image.Id, entry));

    private async Task PurgeErasedAsync(IEnumerable<ImageRecord> images, CancellationToken cancellationToken)
    {
        var users = await tombstones.UsersAsync(cancellationToken);
        foreach (var image in images.Where(image => image.UserId is { } user && users.Contains(Tombstones.KeyOfUser(user))))
        {
            if (await tombstones.IsOwnerErasedAsync(image, cancellationToken))
                await purge.RunAsync(image, cancellationToken);
        }
    }

    private async Task<ConcurrentDictionary<ImageId, ImageRecord?>> ReadAsync(IEnumerable<ImageId> ids, CancellationToken cancellationToken)
    {
        var images = new ConcurrentDictionary<ImageId, ImageRecord?>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ids, options, async (id, token) => images[id] = await records.GetAsync(id, token));
        return images;
    }
}
