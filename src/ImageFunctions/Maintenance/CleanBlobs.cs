using Azure;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>Goes round the originals: imports what no record knows, and starts work that no event has started.</summary>
public sealed class CleanBlobs(
    OriginalBlobs originals, ImageRecords records, ImportBlob import, ReprocessImage reprocess, Outbox outbox, CleanupProgress places,
    CleanupItems items, IOptions<CleanupOptions> options, TimeProvider time)
{
    private const string Pass = "blobs";
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = await places.GetAsync(Pass, cancellationToken) ?? new CleanupPass(null, now, now);
        var (blobs, next) = await PageAsync(place.Cursor, cancellationToken);
        foreach (var blob in blobs.Where(blob => blob.ChangedAt + options.Value.BlobAge < now))
            await items.TryAsync("an original", () => CareForAsync(blob, now, cancellationToken), cancellationToken);
        await places.PutAsync(Pass, place with { Cursor = next }, cancellationToken);
    }

    private async Task CareForAsync(OriginalBlob blob, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await import.RunAsync(blob.Name, isThere: true, cancellationToken);
        if (found is null && ImageId.Parse(blob.Name) is not null && blob.CreatedAt + OrphanAge < now)
            await originals.DeleteAsync(blob.Name, cancellationToken);
        if (found is not { } id || await records.GetAsync(id, cancellationToken) is not { } image)
            return;
        if (image.Status is ImageStatus.Pending or ImageStatus.Expired)
            await outbox.SendAsync(image.Owe(Owed.Check), cancellationToken, isLate: true);
        // Its event was lost, or came while the image was at work.
        else if (image.IsImported && image.IsFinished && image.OriginalETag is { } known && known.Trim('"') != blob.ETag)
            await reprocess.RunAsync(image, isExpected: null, cancellationToken);
    }

    // A place that cannot be gone on from would stop the cleanup for good.
    private async Task<(IReadOnlyList<OriginalBlob> Blobs, string? Next)> PageAsync(string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await originals.ListAsync(cursor, options.Value.BlobsPerRun, cancellationToken);
        }
        catch (RequestFailedException e) when (cursor is not null)
        {
            items.LostPlace(Pass, e);
            return await originals.ListAsync(null, options.Value.BlobsPerRun, cancellationToken);
        }
    }
}
