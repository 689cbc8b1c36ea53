using System.Text.Json;
using Azure.Storage.Queues.Models;
using ImageFunctions.Maintenance;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>
/// The work that waits in queues. A text that is none of ours is a fault that ends in the poison queue, except on the uploads
/// queue, where others write too.
/// </summary>
public sealed class QueueFunctions(
    QueueWork work, ProcessUpload process, RetryAnalysis retry, SendWebhook send, RunBatch batch)
{
    /// <summary>Works on uploads, whether Event Grid or our own scheduled check says that there is one.</summary>
    [Function(nameof(ProcessUpload))]
    public async Task ProcessUpload(
        [QueueTrigger(StorageNames.UploadsQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        var text = QueuedText.Of(StorageNames.UploadsQueue, message);
        if (await process.ReadAsync(text, cancellationToken) is { } signals)
            await work.RunAsync(StorageNames.UploadsQueue, message, signals[0].Check?.Due, signals[0].Check?.TraceParent,
                () => process.RunAsync(signals, message.MessageId, cancellationToken), cancellationToken);
    }

    /// <summary>Asks the analyzers again for an image that they had no time for.</summary>
    [Function(nameof(RetryAnalysis))]
    public Task RetryAnalysis(
        [QueueTrigger(StorageNames.AnalysisQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        var request = Read<AnalysisRequest>(message);
        return work.RunAsync(StorageNames.AnalysisQueue, message, request.Due, request.TraceParent,
            () => retry.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);
    }

    /// <summary>Tells a receiver about an image.</summary>
    [Function(nameof(SendWebhook))]
    public Task SendWebhook(
        [QueueTrigger(StorageNames.WebhooksQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        var request = Read<WebhookRequest>(message);
        return work.RunAsync(StorageNames.WebhooksQueue, message, request.Due, null,
            () => send.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);
    }

    /// <summary>Does one page of work over many images.</summary>
    [Function(nameof(RunBatch))]
    public Task RunBatch(
        [QueueTrigger(StorageNames.BatchesQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        var request = Read<BatchRequest>(message);
        return work.RunAsync(StorageNames.BatchesQueue, message, request.Due, null, () => batch.RunAsync(request, cancellationToken), cancellationToken);
    }

    private static T Read<T>(QueueMessage message) =>
        QueuedText.Of("", message) is { IsDecoded: true } text ? JsonSerializer.Deserialize<T>(text.Text, MessageJson.Options)!
            : throw new FormatException("The message is no base64 text.");
}
