using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Webhooks;

/// <summary>The body of a webhook.</summary>
public sealed record WebhookEvent(string Event, string Id, DateTimeOffset Time, object Data);

/// <summary>Delivers one event, logs the try, and queues the next one with a growing delay until it is given up.</summary>
public sealed partial class SendWebhook(
    ImageRecords records,
    DescribeImage describe,
    WebhookSender sender,
    SlowReceivers receivers,
    WebhookLog log,
    MessageQueues queues,
    KeepDeadLetter letters,
    ImageMetrics metrics,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<SendWebhook> logger)
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
            await DeliverAsync(request, url, isSlow, messageId, cancellationToken);
        }
        finally
        {
            if (isSlow)
                receivers.Leave();
        }
    }

    private async Task DeliverAsync(WebhookRequest request, Uri url, bool isSlow, string messageId, CancellationToken cancellationToken)
    {
        var image = await records.GetAsync(request.ImageId, cancellationToken);
        object data = image is null || image.IsDeleted
            ? new { imageId = request.ImageId, status = ImageStatus.Deleted }
            : await describe.FullAsync(image, cancellationToken);
        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookEvent(request.Event, request.EventId, request.Time, data), ContractJson.Options);
        var patience = isSlow ? Timeout.InfiniteTimeSpan : SlowReceivers.Patience;
        var result = await sender.SendAsync(url, body, patience, cancellationToken);
        receivers.Remember(url, result.Outcome == WebhookSender.Timeout);
        var attempt = request.Attempt + 1;
        if (image is not null)
            await log.AddAsync(new WebhookDelivery(
                request.ImageId, request.EventId, request.Event, attempt, result.Outcome, result.IsDelivered, time.GetUtcNow()), cancellationToken);
        // What is told of a purged image leaves no trace of it.
        if (image is null || await records.GetAsync(request.ImageId, cancellationToken) is null or { IsBeingPurged: true })
            await log.RemoveAsync(request.ImageId, cancellationToken);
        if (result.IsDelivered)
            return;
        if (attempt < options.Value.MaxAttempts)
        {
            metrics.Retried(StorageNames.WebhooksQueue);
            LogRetry(logger, request.ImageId, attempt, result.Outcome);
            await queues.SendAsync(request with { Attempt = attempt },
                RetryDelays.Outside(request.Attempt, options.Value.FirstRetryDelay), cancellationToken);
            return;
        }

        await letters.GiveUpAsync(StorageNames.WebhooksQueue, request with { Attempt = 0 }, messageId, request.ImageId,
            DeadLetterReasons.WebhookGaveUp, attempt, cancellationToken);
        LogGaveUp(logger, request.ImageId, attempt, result.Outcome);
    }

    [LoggerMessage(1050, LogLevel.Warning, "A webhook of image {ImageId} was not taken (attempt {Attempt}: {Outcome}); it will be tried again.")]
    private static partial void LogRetry(ILogger logger, ImageId imageId, int attempt, string outcome);

    [LoggerMessage(1051, LogLevel.Error, "A webhook of image {ImageId} was given up after {Attempts} attempts: {Outcome}. A dead letter keeps it.",
        EventName = AlertEvents.WebhookGaveUp)]
    private static partial void LogGaveUp(ILogger logger, ImageId imageId, int attempts, string outcome);
}
