using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Webhooks;

/// <summary>Queues a webhook for whoever asked to be told: the image's own callback, and the one configured for all.</summary>
public sealed class NotifyReceivers(MessageQueues queues, IOptions<WebhookOptions> options, TimeProvider time)
{
    public Task SendAsync(ImageRecord image, string eventName, CancellationToken cancellationToken)
    {
        var urls = new[] { image.CallbackUrl, options.Value.Url }.OfType<string>().Where(url => url.Length > 0).Distinct();
        return Task.WhenAll(urls.Select(url => queues.SendAsync(
            new WebhookRequest(image.Id, eventName, Guid.CreateVersion7(time.GetUtcNow()).ToString(), time.GetUtcNow(), 0, url),
            TimeSpan.Zero, cancellationToken)));
    }
}
