using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Processing;

/// <summary>Tells the world how work ended: receivers, metrics and the log.</summary>
public sealed partial class ProcessingOutcomes(Outbox outbox, ImageMetrics metrics, ILogger<ProcessingOutcomes> logger)
{
    public Task CompletedAsync(ImageRecord completed, CancellationToken cancellationToken)
    {
        metrics.Processed();
        LogCompleted(logger, completed.Id, (long)(completed.ProcessedAt - completed.StartedAt).GetValueOrDefault().TotalMilliseconds);
        return outbox.SendAsync(completed, cancellationToken);
    }

    public Task FailedAsync(ImageRecord failed, CancellationToken cancellationToken)
    {
        metrics.Failed(failed.Error!.Code);
        return outbox.SendAsync(failed, cancellationToken);
    }

    public Task ChangedAsync(ImageRecord changed, CancellationToken cancellationToken) => outbox.SendAsync(changed, cancellationToken);

    public void Rejected(ImageId id, ImageRejectedException rejected) =>
        LogRejected(logger, id, rejected.Code, rejected.InnerException?.Message);

    public void Expired(ImageId id) => LogExpired(logger, id);

    public void Abandoned(ImageId id) => LogAbandoned(logger, id);

    [LoggerMessage(1010, LogLevel.Information, "Image {ImageId} completed in {Milliseconds} ms.", EventName = AlertEvents.ImageCompleted)]
    private static partial void LogCompleted(ILogger logger, ImageId imageId, long milliseconds);

    [LoggerMessage(1002, LogLevel.Warning, "Image {ImageId} cannot be used: {Code}. {LibraryMessage}", EventName = AlertEvents.ImageFailed)]
    private static partial void LogRejected(ILogger logger, ImageId imageId, string code, string? libraryMessage);

    [LoggerMessage(1003, LogLevel.Information, "Image {ImageId} expired: its upload URL ran out and nothing was uploaded.")]
    private static partial void LogExpired(ILogger logger, ImageId imageId);

    [LoggerMessage(1011, LogLevel.Information, "Image {ImageId} was deleted while it was processed; what was made of it is not kept.")]
    private static partial void LogAbandoned(ILogger logger, ImageId imageId);
}
