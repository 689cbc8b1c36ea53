using Azure.Storage.Queues.Models;
using ImageFunctions.Maintenance;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>
/// The work that waits in queues. A text that is none of ours, or asks for what this version does not know, is kept as a dead
/// letter and acted upon in no way.
/// </summary>
public sealed class QueueFunctions(
    QueueWork work, ProcessUpload process, RetryAnalysis retry, SendWebhook send, RunBatch batch, KeepDeadLetter letters)
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
        [QueueTrigger(StorageNames.AnalysisQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync<AnalysisRequest>(StorageNames.AnalysisQueue, message, request => request.TraceParent,
            request => retry.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);

    /// <summary>Tells a receiver about an image.</summary>
    [Function(nameof(SendWebhook))]
    public Task SendWebhook(
        [QueueTrigger(StorageNames.WebhooksQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync<WebhookRequest>(StorageNames.WebhooksQueue, message, _ => null,
            request => send.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);

    /// <summary>Does one page of work over many images.</summary>
    [Function(nameof(RunBatch))]
    public Task RunBatch(
        [QueueTrigger(StorageNames.BatchesQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken) =>
        RunAsync<BatchRequest>(StorageNames.BatchesQueue, message, _ => null, request => batch.RunAsync(request, cancellationToken), cancellationToken);

    private Task RunAsync<T>(
        string queue, QueueMessage message, Func<T, string?> traceParent, Func<T, Task> run, CancellationToken cancellationToken)
        where T : WorkMessage
    {
        var text = QueuedText.Of(queue, message);
        return text.IsDecoded && MessageJson.Read<T>(text.Text) is { } request
            ? work.RunAsync(queue, message, request.Due, traceParent(request), () => run(request), cancellationToken)
            : letters.UnreadableAsync(text, cancellationToken);
    }
}
