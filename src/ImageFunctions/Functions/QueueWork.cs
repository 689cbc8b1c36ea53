using System.Diagnostics;
using Azure.Storage.Queues.Models;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Functions;

/// <summary>
/// What all queue functions do around their work: go on with the trace of the request, measure the message's age, and when
/// the work fails make the message come back later each time. The queue trigger itself knows only a constant delay.
/// </summary>
public sealed partial class QueueWork(
    MessageQueues queues, FailureCauses causes, ImageMetrics metrics, IOptions<RetryOptions> options, TimeProvider time,
    ILogger<QueueWork> logger)
{
    /// <summary>
    /// host.json's maxDequeueCount: on the last delivery the host must find the message as it gave it, to move it away.
    /// </summary>
    public const int LastDelivery = 5;

    /// <param name="due">When the message was to be delivered; null for one that nobody hid.</param>
    public async Task RunAsync(
        string queue, QueueMessage message, DateTimeOffset? due, string? traceParent, Func<Task> work, CancellationToken cancellationToken)
    {
        // A later delivery comes late on purpose.
        if (message.DequeueCount == 1 && (due ?? message.InsertedOn) is { } since)
            metrics.QueueAge(queue, time.GetUtcNow() - since);
        using var activity = ImageMetrics.Start($"process {queue}", ActivityKind.Consumer, traceParent);
        try
        {
            await work();
        }
        catch (Exception e) when (message.DequeueCount < LastDelivery && !cancellationToken.IsCancellationRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            var delay = RetryDelays.Work(message.DequeueCount, options.Value.FirstDelay);
            metrics.Retried(queue);
            LogRetry(logger, e, queue, message.MessageId, message.DequeueCount, (int)delay.TotalSeconds);
            await queues.DelayAsync(queue, message.MessageId, message.PopReceipt, delay, cancellationToken);
            throw;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The host moves the message away without a word about why.
            activity.SetStatus(ActivityStatusCode.Error);
            await causes.KeepAsync(QueuedText.Of(queue, message), e, cancellationToken);
            throw;
        }
    }

    [LoggerMessage(1100, LogLevel.Warning,
        "Work of queue {Queue} failed (message {MessageId}, delivery {Delivery}); again in {Seconds} s.")]
    private static partial void LogRetry(ILogger logger, Exception exception, string queue, string messageId, long delivery, int seconds);
}
