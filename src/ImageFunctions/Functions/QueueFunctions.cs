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
    /// <summary>
    /// Works on images: on uploads, whether Event Grid or our own scheduled check says that there is one, on analyses that are
    /// asked for again, and on a page of work over many. One function, so that one instance does for all of them.
    /// </summary>
    [Function("ProcessImages")]
    public async Task ProcessImages(
        [QueueTrigger(StorageNames.UploadsQueue, Connection = StorageOptions.Section)] QueueMessage message,
        CancellationToken cancellationToken)
    {
        var text = QueuedText.Of(StorageNames.UploadsQueue, message);
        if (text.IsDecoded && ImageWork.Read(text.Text) is { } wanted)
            await work.RunAsync(StorageNames.UploadsQueue, message, wanted.Due, wanted.TraceParent,
                () => RunAsync(wanted, message.MessageId, cancellationToken), cancellationToken);
        else
            await letters.UnreadableAsync(text, cancellationToken);
    }

    /// <summary>Tells a receiver about an image.</summary>
    [Function(nameof(SendWebhook))]
    public async Task SendWebhook(
        [QueueTrigger(StorageNames.WebhooksQueue, Connection = StorageOptions.Section)] QueueMessage message,
        CancellationToken cancellationToken)
    {
        var text = QueuedText.Of(StorageNames.WebhooksQueue, message);
        if (text.IsDecoded && MessageJson.Read<WebhookRequest>(text.Text) is { } request)
            await work.RunAsync(StorageNames.WebhooksQueue, message, request.Due, null,
                () => send.RunAsync(request, message.MessageId, cancellationToken), cancellationToken);
        else
            await letters.UnreadableAsync(text, cancellationToken);
    }

    private Task RunAsync(ImageWork wanted, string messageId, CancellationToken cancellationToken) => wanted switch
    {
        ImageWork.Uploads uploads => process.RunAsync(uploads.Signals, messageId, cancellationToken),
        ImageWork.Analysis analysis => retry.RunAsync(analysis.Request, messageId, cancellationToken),
        ImageWork.Batch part => batch.RunAsync(part.Request, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(wanted)),
    };
}
