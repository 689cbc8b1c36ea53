using ImageFunctions.Images;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Maintenance;

/// <summary>Goes round all records and cares for each.</summary>
public sealed partial class CleanRecords(
    ImageRecords records, CareForRecord care, CleanupPasses passes, IOptions<CleanupOptions> options, TimeProvider time,
    ILogger<CleanRecords> logger)
{
    private const string Pass = "records";
    private const int PageSize = 500;
    private static readonly RecordFilter All = new([], WithDeleted: true);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = await passes.PlaceAsync(Pass, cancellationToken);
        var (looked, acted) = (0, 0);
        while (looked < options.Value.RecordsPerRun && !passes.IsStorageAway)
        {
            var take = Math.Min(options.Value.RecordsPerRun - looked, PageSize);
            var page = await passes.PageAsync(Pass, place.Cursor, cursor => records.ListAsync(All, cursor, take, cancellationToken));
            passes.CountUnread(page);
            foreach (var image in page.Images)
            {
                await passes.TryAsync($"record {image.Id}", async () =>
                    acted += await care.RunAsync(image, now, cancellationToken) ? 1 : 0, cancellationToken);
            }

            await passes.TryAsync(
                "index rows", () => care.RepairAsync(page.Images, place.ChangedSince, now, cancellationToken), cancellationToken);

            looked += page.Images.Count;
            // A pass repairs the index of what changed since the pass before began. Kept page by page: what breaks a run off
            // does not make it all be done again.
            place = page.Next is { } next ? place with { Cursor = next } : new CleanupPass(null, now, place.PassStarted);
            await passes.KeepAsync(Pass, place, cancellationToken);
            if (place.Cursor is null)
                break;
        }

        LogCleaned(logger, looked, acted);
    }

    [LoggerMessage(1070, LogLevel.Information, "Cleanup: {Looked} records looked at, {Acted} acted on.")]
    private static partial void LogCleaned(ILogger logger, int looked, int acted);
}
