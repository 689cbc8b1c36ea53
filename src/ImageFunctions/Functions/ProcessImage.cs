using Azure.Storage.Queues.Models;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Uploads;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>Works on uploads, whether Event Grid or our own scheduled check says that there is one.</summary>
public sealed class ProcessImage(QueueWork work, ProcessUpload process, AdoptBlob adopt, ParkDeadLetter park)
{
    [Function(nameof(ProcessImage))]
    public async Task RunAsync(
        [QueueTrigger(StorageNames.UploadsQueue, Connection = StorageOptions.Section)] QueueMessage message, CancellationToken cancellationToken)
    {
        var text = message.Body.ToString();
        if (UploadSignal.Parse(text, StorageNames.UploadsContainer) is not { } signals)
        {
            await park.ParkUnreadableAsync(StorageNames.UploadsQueue, text, message.MessageId, message.InsertedOn, cancellationToken);
            return;
        }

        await work.RunAsync(StorageNames.UploadsQueue, message, signals[0].Check?.Due, signals[0].Check?.TraceParent, async () =>
        {
            foreach (var signal in signals)
            {
                // An upload of our own needs no look whether it is known: the work itself begins with that.
                var id = signal.Check?.ImageId ?? ImageId.Parse(signal.BlobName) ?? await adopt.RunAsync(signal.BlobName!, cancellationToken);
                if (id is { } image)
                    await process.RunAsync(image, message.MessageId, signal, cancellationToken);
            }
        }, cancellationToken);
    }
}
