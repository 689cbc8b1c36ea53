using ImageFunctions.Images;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Maintenance;

/// <summary>Removes what is noted of webhooks about images that are gone: the last one is noted after the purge. A part per run.</summary>
public sealed class CleanWebhookLog(WebhookLog log, ImageRecords records, CleanupProgress places, TimeProvider time)
{
    private const string Pass = "webhooklog";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var place = await places.GetAsync(Pass, cancellationToken) ?? new CleanupPass(null, now, now);
        var (images, next) = await log.ImagesAsync(place.Cursor, cancellationToken);
        // Before the work: what fails once must not stop the pass there for good.
        await places.PutAsync(Pass, place with { Cursor = next }, cancellationToken);
        foreach (var id in images)
        {
            if (await records.GetAsync(id, cancellationToken) is null)
                await log.RemoveAsync(id, cancellationToken);
        }
    }
}
