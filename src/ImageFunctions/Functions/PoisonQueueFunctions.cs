using Azure.Storage.Queues.Models;
using ImageFunctions.Contracts;
using ImageFunctions.Maintenance;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>
/// Takes what failed too often out of the poison queues, which forget after seven days, into a table that does not. A
/// poison queue has no poison queue of its own: these never fail on what a message says.
/// </summary>
public sealed class PoisonQueueFunctions(KeepDeadLetter letters, FailureCauses causes, Jobs jobs, MessageQueues queues)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    [Function("KeepPoisonUpload")]
    public async Task KeepPoisonUpload(
        [QueueTrigger(StorageNames.UploadsPoisonQueue, Connection = StorageOptions.Section)] QueueMessage message,
        CancellationToken cancellationToken)
    {
        await KeepAsync(StorageNames.UploadsQueue, message, cancellationToken);
        if (ImageWork.Read(QueuedText.Of(StorageNames.UploadsQueue, message).Text) is ImageWork.Batch batch)
            await jobs.EndAsync(batch.Request, JobStatus.Failed, cancellationToken);
    }

    [Function("KeepPoisonWebhook")]
    public Task KeepPoisonWebhook(
        [QueueTrigger(StorageNames.WebhooksPoisonQueue, Connection = StorageOptions.Section)] QueueMessage message,
        CancellationToken cancellationToken) =>
        KeepAsync(StorageNames.WebhooksQueue, message, cancellationToken);

    private async Task KeepAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        var text = QueuedText.Of(queue, message);
        try
        {
            await (text.IsDecoded ? PoisonAsync(text, cancellationToken) : letters.UnreadableAsync(text, cancellationToken));
        }
        // The host drops a message of a poison queue after its last delivery: a new one goes on trying.
        catch (Exception) when (message.DequeueCount >= QueueWork.LastDelivery - 1 && !cancellationToken.IsCancellationRequested)
        {
            await queues.SendTextAsync(queue + StorageNames.PoisonSuffix, text.Text, Later, cancellationToken);
        }
    }

    private async Task PoisonAsync(QueuedText text, CancellationToken cancellationToken)
    {
        var cause = await causes.FindAsync(text, cancellationToken);
        await letters.PoisonAsync(text, cause, QueueWork.LastDelivery, cancellationToken);
        if (cause is not null)
            await causes.ForgetAsync(text, cancellationToken);
    }
}
