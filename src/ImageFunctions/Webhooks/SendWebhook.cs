using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Webhooks;

/// <summary>Delivers one event, unless its receiver is slow and all places for such are taken, and sees to what follows.</summary>
public sealed class SendWebhook(SlowReceivers receivers, DeliverWebhook deliver, RetryWebhook retry, MessageQueues queues)
{
    // Until a place among the slow ones may be free.
    private static readonly TimeSpan PlaceDelay = TimeSpan.FromSeconds(3);

    public async Task RunAsync(WebhookRequest request, string messageId, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url))
            return;
        var isSlow = receivers.IsSlow(url);
        if (isSlow && !receivers.TryEnter())
        {
            await queues.SendAsync(request, PlaceDelay, cancellationToken);
            return;
        }

        try
        {
            var patience = isSlow ? Timeout.InfiniteTimeSpan : SlowReceivers.Patience;
            var result = await deliver.RunAsync(request, url, patience, cancellationToken);
            receivers.Remember(url, result.Outcome == WebhookSender.Timeout);
            if (!result.IsDelivered)
                await retry.RunAsync(request, result.Outcome, messageId, cancellationToken);
        }
        finally
        {
            if (isSlow)
                receivers.Leave();
        }
    }
}
