using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Webhooks;

/// <summary>Tells a receiver what an image is like now, and notes the try.</summary>
public sealed class DeliverWebhook(ImageRecords records, DescribeImage describe, WebhookSender sender, WebhookLog log, TimeProvider time)
{
    public async Task<WebhookResult> RunAsync(WebhookRequest request, Uri url, TimeSpan patience, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(request.ImageId, cancellationToken);
        object data = image is null or { IsDeleted: true }
            ? new DeletedNotice(request.ImageId, ImageStatus.Deleted)
            : await describe.FullAsync(image, cancellationToken);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookEvent(request.Event, request.EventId, request.Time, data), ContractJson.Options);
        var result = await sender.SendAsync(url, body, patience, cancellationToken);
        // What is told of a purged image leaves no trace of it: nothing is noted once the purge has begun.
        if (image is not (null or { IsBeingPurged: true }))
            await NoteAsync(request, result, cancellationToken);
        return result;
    }

    private async Task NoteAsync(WebhookRequest request, WebhookResult result, CancellationToken cancellationToken)
    {
        await log.AddAsync(new WebhookDelivery(
            request.ImageId, request.EventId, request.Event, request.Attempt + 1, result.Outcome, result.IsDelivered, time.GetUtcNow()),
                cancellationToken);
        // A purge that began while the receiver was told has emptied the log before this: only a look after the write can tell.
        if (await records.GetAsync(request.ImageId, cancellationToken) is null or { IsBeingPurged: true })
            await log.RemoveAsync(request.ImageId, cancellationToken);
    }
}
