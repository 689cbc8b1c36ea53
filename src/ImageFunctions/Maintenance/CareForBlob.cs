using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Uploads;

namespace ImageFunctions.Maintenance;

/// <summary>Imports an original that no record knows, or starts the work that no event has started.</summary>
public sealed class CareForBlob(OriginalBlobs originals, ImageRecords records, ImportBlob import, ReprocessImage reprocess, Outbox outbox)
{
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    public async Task RunAsync(OriginalBlob blob, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await import.RunAsync(blob.Name, isThere: true, cancellationToken);
        if (found is null && ImageId.Parse(blob.Name) is not null && blob.CreatedAt + OrphanAge < now)
            await originals.DeleteAsync(blob.Name, cancellationToken);
        if (found is not { } id || await records.GetAsync(id, cancellationToken) is not { } image)
            return;
        if (image.Status is ImageStatus.Pending or ImageStatus.Expired)
            await outbox.SendAsync(image.Owe(Owed.Check), isLate: true, cancellationToken);
        // Its event was lost, or came while the image was at work.
        else if (image.IsImported && image.IsFinished && image.OriginalETag is { } known && known.Trim('"') != blob.ETag)
            await reprocess.RunAsync(image, isExpected: null, cancellationToken);
    }
}
