using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Queues;

/// <summary>What becomes of a message after its function ran: deleted, shown again, or moved to the poison queue.</summary>
/// <param name="queue">The queue that the message came from.</param>
/// <param name="poison">Null where the queue has none: a message that fails there stays hidden for its lease.</param>
/// <param name="rules">The count and the visibility of retries.</param>
/// <param name="logger">Where a receipt that was changed elsewhere is noted.</param>
internal sealed partial class MessageSettlement(
    QueueClient queue, PoisonQueue? poison, QueueRules rules, ILogger<MessageSettlement> logger)
{
    /// <summary>
    /// Whether the message is not to be worked on at all: its host was killed on the last attempt, time and again.
    /// A queue without a poison queue keeps such a message hidden, so its function does not see it any more either.
    /// </summary>
    public async Task<bool> RefusesAsync(QueueMessage message)
    {
        if (message.DequeueCount <= rules.MaxDequeueCount)
            return false;
        if (poison is not null)
            await poison.TakeAsync(message, message.PopReceipt, CancellationToken.None);
        return true;
    }

    /// <summary>Settles a message by its last known receipt. A receipt that the function changed is left alone.</summary>
    public async Task SettleAsync(QueueMessage message, string popReceipt, bool succeeded)
    {
        try
        {
            if (succeeded)
                await queue.DeleteMessageAsync(message.MessageId, popReceipt, CancellationToken.None);
            else if (poison is not null && message.DequeueCount >= rules.MaxDequeueCount)
                await poison.TakeAsync(message, popReceipt, CancellationToken.None);
            else if (poison is not null)
                await queue.UpdateMessageAsync(message.MessageId, popReceipt, visibilityTimeout: rules.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
        catch (RequestFailedException e) when (MessageLease.IsLost(e))
        {
            LogLost(logger, message.MessageId, queue.Name, e.ErrorCode);
        }
    }

    [LoggerMessage(46, LogLevel.Debug, "Message {MessageId} of queue '{Queue}' was changed or taken elsewhere ({Code})")]
    private static partial void LogLost(ILogger logger, string messageId, string queue, string? code);
}
