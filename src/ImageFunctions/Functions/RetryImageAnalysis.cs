using System.Text.Json;
using Azure.Storage.Queues.Models;
using ImageFunctions.Contracts;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>Asks the analysers again for an image that they had no time for.</summary>
public sealed class RetryImageAnalysis(QueueWork work, RetryAnalysis retry)
{
    [Function(nameof(RetryImageAnalysis))]
    public Task RunAsync(
        [QueueTrigger(StorageNames.AnalysisQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        // Only we write to this queue: a text that cannot be read is a fault that the poison handler keeps.
        var request = JsonSerializer.Deserialize<AnalysisRequest>(message.Body, ContractJson.Options)!;
        return work.RunAsync(StorageNames.AnalysisQueue, message, request.Due, request.TraceParent, () => retry.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);
    }
}
