using Azure.Storage.Queues.Models;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>
/// Takes what failed too often out of the poison queues, which forget after seven days, into a table that does not. A
/// poison queue has no poison queue of its own: these never fail on what a message says.
/// </summary>
public sealed class ParkPoisonMessage(ParkDeadLetter park)
{
    [Function(nameof(ParkPoisonMessage))]
    public Task ParkUploadAsync(
        [QueueTrigger(StorageNames.UploadsPoisonQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        ParkAsync(StorageNames.UploadsQueue, message, cancellationToken);

    [Function("ParkPoisonAnalysis")]
    public Task ParkAnalysisAsync(
        [QueueTrigger(StorageNames.AnalysisPoisonQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        ParkAsync(StorageNames.AnalysisQueue, message, cancellationToken);

    [Function("ParkPoisonWebhook")]
    public Task ParkWebhookAsync(
        [QueueTrigger(StorageNames.WebhooksPoisonQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        ParkAsync(StorageNames.WebhooksQueue, message, cancellationToken);

    [Function("ParkPoisonBatch")]
    public Task ParkBatchAsync(
        [QueueTrigger(StorageNames.BatchesPoisonQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        ParkAsync(StorageNames.BatchesQueue, message, cancellationToken);

    private Task ParkAsync(string queue, QueueMessage message, CancellationToken cancellationToken) =>
        park.ParkAsync(queue, message.Body.ToString(), message.MessageId, message.InsertedOn, QueueWork.LastDelivery, cancellationToken);
}
