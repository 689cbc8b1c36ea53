using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>Goes round the originals and cares for each that events have had their chance with.</summary>
public sealed class CleanBlobs(
    OriginalBlobs originals, CareForBlob care, CleanupPasses passes, IOptions<CleanupOptions> options, TimeProvider time)
{
    private const string Pass = "blobs";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = await passes.PlaceAsync(Pass, cancellationToken);
        var (blobs, next) = await passes.PageAsync(
            Pass, place.Cursor, cursor => originals.ListAsync(cursor, options.Value.BlobsPerRun, cancellationToken));
        foreach (var blob in blobs.Where(blob => blob.ChangedAt + options.Value.BlobAge < now))
            await passes.TryAsync("an original", () => care.RunAsync(blob, now, cancellationToken), cancellationToken);
        await passes.KeepAsync(Pass, place with { Cursor = next }, cancellationToken);
    }
}
