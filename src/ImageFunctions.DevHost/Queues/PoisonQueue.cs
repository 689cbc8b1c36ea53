using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Queues;

/// <summary>Where the messages of a queue go that nobody could work on.</summary>
internal sealed partial class PoisonQueue(QueueClient source, QueueClient poison, ILogger<PoisonQueue> logger)
{
    private const string Suffix = "-poison";
    private const int LongestQueueName = 63;

    /// <summary>
    /// The poison queue of <paramref name="queue"/>, or null: a queue that is a poison queue itself has none, nor has one
    /// whose name would get too long.
    /// </summary>
    public static string? NameFor(string queue) =>
        queue.EndsWith(Suffix, StringComparison.Ordinal) || queue.Length + Suffix.Length > LongestQueueName ? null : queue + Suffix;

    /// <summary>Sends a copy, making the queue if need be, then deletes the message by its last known receipt.</summary>
    public async Task TakeAsync(QueueMessage message, string popReceipt, CancellationToken cancellationToken)
    {
        LogPoison(logger, message.MessageId, message.DequeueCount, poison.Name);
        try
        {
            await poison.SendMessageAsync(message.Body, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await poison.SendMessageAsync(message.Body, cancellationToken: cancellationToken);
        }

        try
        {
            await source.DeleteMessageAsync(message.MessageId, popReceipt, cancellationToken);
        }
        catch (RequestFailedException e) when (MessageLease.IsLost(e))
        {
            LogNotDeleted(logger, message.MessageId, e.ErrorCode);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "Message {MessageId} was dequeued {Count} times; moving it to '{Queue}'")]
    private static partial void LogPoison(ILogger logger, string messageId, long count, string queue);

    [LoggerMessage(41, LogLevel.Debug, "Message {MessageId} is no longer ours to delete ({Code})")]
    private static partial void LogNotDeleted(ILogger logger, string messageId, string? code);
}
