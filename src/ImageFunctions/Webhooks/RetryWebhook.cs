using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Webhooks;

/// <summary>Queues the next try of an event with a growing delay, until it is given up.</summary>
public sealed partial class RetryWebhook(
    MessageQueues queues, KeepDeadLetter letters, ImageMetrics metrics, IOptions<WebhookOptions> options, ILogger<RetryWebhook> logger)
{
    public async Task RunAsync(WebhookRequest request, string outcome, string messageId, CancellationToken cancellationToken)
    {
        var attempt = request.Attempt + 1;
        if (attempt < options.Value.MaxAttempts)
        {
            metrics.Retried(StorageNames.WebhooksQueue);
            LogRetry(logger, request.ImageId, attempt, outcome);
            await queues.SendAsync(request with { Attempt = attempt },
                RetryDelays.Outside(request.Attempt, options.Value.FirstRetryDelay), cancellationToken);
            return;
        }

        await letters.GiveUpAsync(StorageNames.WebhooksQueue, request with { Attempt = 0 }, messageId, request.ImageId,
            DeadLetterReasons.WebhookGaveUp, attempt, cancellationToken);
        LogGaveUp(logger, request.ImageId, attempt, outcome);
    }

    [LoggerMessage(1050, LogLevel.Warning,
        "A webhook of image {ImageId} was not taken (attempt {Attempt}: {Outcome}); it will be tried again.")]
    private static partial void LogRetry(ILogger logger, ImageId imageId, int attempt, string outcome);

    [LoggerMessage(1051, LogLevel.Error,
        "A webhook of image {ImageId} was given up after {Attempts} attempts: {Outcome}. A dead letter keeps it.",
        EventName = AlertEvents.WebhookGaveUp)]
    private static partial void LogGaveUp(ILogger logger, ImageId imageId, int attempts, string outcome);
}
