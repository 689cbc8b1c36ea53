using ImageFunctions.Http;
using ImageFunctions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET manage/images/{id}/webhooks: every try to tell a receiver about an image.</summary>
public sealed class GetWebhookDeliveries(WebhookDeliveries deliveries)
{
    [Function(nameof(GetWebhookDeliveries))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/images/{id}/webhooks")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        new JsonAnswer(await deliveries.RunAsync(id, cancellationToken));
}
