using System.Text.Json;
using Azure.Storage.Queues.Models;
using ImageFunctions.Contracts;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>Tells a receiver about an image.</summary>
public sealed class DeliverWebhook(QueueWork work, SendWebhook send)
{
    [Function(nameof(DeliverWebhook))]
    public Task RunAsync(
        [QueueTrigger(StorageNames.WebhooksQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        // Only we write to this queue: a text that cannot be read is a fault that the poison handler keeps.
        var request = JsonSerializer.Deserialize<WebhookRequest>(message.Body, ContractJson.Options)!;
        return work.RunAsync(StorageNames.WebhooksQueue, message, request.Due, null, () => send.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);
    }
}
