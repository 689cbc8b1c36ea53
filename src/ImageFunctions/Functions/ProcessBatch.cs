using System.Text.Json;
using Azure.Storage.Queues.Models;
using ImageFunctions.Contracts;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>Does one page of work over many images.</summary>
public sealed class ProcessBatch(QueueWork work, RunBatch batch)
{
    [Function(nameof(ProcessBatch))]
    public Task RunAsync(
        [QueueTrigger(StorageNames.BatchesQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        // Only we write to this queue: a text that cannot be read is a fault that the poison handler keeps.
        var request = JsonSerializer.Deserialize<BatchRequest>(message.Body, ContractJson.Options)!;
        return work.RunAsync(StorageNames.BatchesQueue, message, request.Due, null, () => batch.RunAsync(request, cancellationToken), cancellationToken);
    }
}
