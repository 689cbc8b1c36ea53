using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>
/// Removes variants and blocked originals that belong to no record: what work wrote that broke off while its image was
/// purged. A bounded part per run.
/// </summary>
public sealed class CleanFiles(
    VariantBlobs variants, OriginalBlobs originals, ImageRecords records, CleanupPasses passes, IOptions<CleanupOptions> options,
    TimeProvider time)
{
    // The record is always older than what is made of it; this is for clocks that differ.
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await PassAsync("variants", variants.ListAsync, variants.DeleteAllAsync, cancellationToken);
        await PassAsync("blocked", originals.ListBlockedAsync, originals.DeleteBlockedAsync, cancellationToken);
    }

    private async Task PassAsync(
        string pass,
        Func<string?, int, CancellationToken, Task<(IReadOnlyList<ImageBlob> Blobs, string? Next)>> list,
        Func<ImageId, CancellationToken, Task> delete,
        CancellationToken cancellationToken)
    {
        var blobs = await passes.NextAsync(pass, cursor => list(cursor, options.Value.BlobsPerRun, cancellationToken), cancellationToken);
        foreach (var id in blobs.Where(blob => blob.ChangedAt + OrphanAge < time.GetUtcNow()).Select(blob => blob.Id).Distinct())
        {
            if (await records.GetAsync(id, cancellationToken) is null)
                await delete(id, cancellationToken);
        }
    }
}
