using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Webhooks;

/// <summary>What was tried to tell receivers about an image.</summary>
public sealed class ListWebhookDeliveries(WebhookLog log)
{
    public async Task<DeliveryList> RunAsync(string id, CancellationToken cancellationToken)
    {
        var deliveries = await log.ListAsync(ImageId.Parse(id) ?? throw ProblemException.ImageNotFound(), cancellationToken);
        return new DeliveryList(deliveries, deliveries.Count);
    }
}
