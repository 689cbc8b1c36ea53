using ImageFunctions.Images;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Maintenance;

/// <summary>Removes what is noted of webhooks about images that are gone: the last one is noted after the purge. A part per run.</summary>
public sealed class CleanWebhookLog(WebhookLog log, ImageRecords records, CleanupPasses passes)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await passes.NextAsync(
            "webhooklog", cursor => log.ImagesAsync(cursor, cancellationToken), cancellationToken))
        {
            if (await records.GetAsync(id, cancellationToken) is null)
                await log.RemoveAsync(id, cancellationToken);
        }
    }
}
