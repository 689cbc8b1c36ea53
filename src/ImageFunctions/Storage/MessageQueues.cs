using System.Text.Json;
using Azure;
using Azure.Storage.Queues.Models;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Storage;

/// <summary>Sends our own messages, base64 as Event Grid's, and changes when one comes back.</summary>
public sealed class MessageQueues(StorageClients clients, TimeProvider time)
{
    // The service takes at most seven days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1);

    /// <summary>A message that is never removed for its age alone; the default is seven days.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <param name="delay">How long the message stays hidden; seven days at most.</param>
    public async Task SendAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var queue = message switch
        {
            UploadCheck or AnalysisRequest or BatchRequest => StorageNames.UploadsQueue,
            WebhookRequest => StorageNames.WebhooksQueue,
            _ => throw new ArgumentException($"No queue takes a {message.GetType().Name}.", nameof(message)),
        };
        var hidden = delay > LongestDelay ? LongestDelay : delay;
        var due = message with { Due = time.GetUtcNow() + hidden };
        var text = JsonSerializer.Serialize(due, due.GetType(), MessageJson.Options);
        await clients.Queues.GetQueueClient(queue).SendMessageAsync(
            text, hidden > TimeSpan.Zero ? hidden : null, Forever, cancellationToken);
    }

    /// <param name="due">When the message appears; at once when that is past or null.</param>
    public Task SendAsync(WorkMessage message, DateTimeOffset? due, CancellationToken cancellationToken) =>
        SendAsync(message, due - time.GetUtcNow() is { } delay && delay > TimeSpan.Zero ? delay : TimeSpan.Zero, cancellationToken);

    /// <summary>Puts a text back as it was.</summary>
    /// <param name="delay">How long it stays hidden; null for not at all.</param>
    public async Task SendTextAsync(string queue, string text, TimeSpan? delay, CancellationToken cancellationToken) =>
        await clients.Queues.GetQueueClient(queue).SendMessageAsync(text, delay, Forever, cancellationToken);

    /// <summary>
    /// Hides a message that is being worked on for <paramref name="delay"/> more, if it is still ours. The host keeps the old
    /// receipt and tolerates that it no longer fits.
    /// </summary>
    public async Task DelayAsync(
        string queue, string messageId, string popReceipt, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Queues.GetQueueClient(queue)
                .UpdateMessageAsync(messageId, popReceipt, visibilityTimeout: delay, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            // It comes back to whoever has it now.
        }
    }

    /// <summary>Takes messages from a queue that no function listens to; each comes back unless it is removed.</summary>
    /// <returns>Null when the queue does not exist.</returns>
    public async Task<IReadOnlyList<QueueMessage>?> TakeAsync(string queue, TimeSpan hidden, CancellationToken cancellationToken)
    {
        try
        {
            return (await clients.RawQueues.GetQueueClient(queue).ReceiveMessagesAsync(32, hidden, cancellationToken)).Value;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Removes a message that was taken, unless it came back to somebody else meanwhile.</summary>
    public async Task RemoveAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await clients.Queues.GetQueueClient(queue).DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            // Whoever has it now removes it.
        }
    }

    /// <summary>Messages in a queue, hidden ones included; approximate, and null when the queue does not exist.</summary>
    public async Task<int?> GetDepthAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await clients.Queues.GetQueueClient(queue).GetPropertiesAsync(cancellationToken);
            return properties.Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
