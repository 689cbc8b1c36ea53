using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>How often an analysis is tried, and what is left when it is given up.</summary>
public sealed partial class AnalysisRetries(
    MessageQueues queues, KeepDeadLetter letters, IOptions<RetryOptions> options, ImageMetrics metrics, ILogger<AnalysisRetries> logger)
{
    /// <returns>False when it was tried often enough: a dead letter keeps the request then.</returns>
    public async Task<bool> TryAgainAsync(AnalysisRequest request, string messageId, TimeSpan delay, CancellationToken cancellationToken)
    {
        var attempts = request.Attempt + 1;
        if (attempts < options.Value.AnalysisAttempts)
        {
            metrics.Retried(StorageNames.UploadsQueue);
            await queues.SendAsync(request with { Attempt = attempts }, delay, cancellationToken);
            return true;
        }

        await letters.GiveUpAsync(StorageNames.UploadsQueue, request with { Attempt = 0 }, messageId, request.ImageId,
            DeadLetterReasons.AnalysisGaveUp, attempts, cancellationToken);
        LogGaveUp(logger, request.ImageId, attempts);
        return false;
    }

    [LoggerMessage(1030, LogLevel.Error, "Analysis of image {ImageId} was given up after {Attempts} attempts; a dead letter keeps it.",
        EventName = AlertEvents.AnalysisGaveUp)]
    private static partial void LogGaveUp(ILogger logger, Images.Record.ImageId imageId, int attempts);
}
