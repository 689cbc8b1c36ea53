using ImageFunctions.Images.Record;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Uploads;

namespace ImageFunctions.Processing;

/// <summary>Everything that a message about uploads leads to, whoever sent it and however often.</summary>
public sealed class ProcessUpload(ImportBlob import, ProcessImage process)
{
    public async Task RunAsync(IReadOnlyList<UploadSignal> signals, string messageId, CancellationToken cancellationToken)
    {
        foreach (var signal in signals)
        {
            // An upload of our own needs no look whether it is known: the work itself begins with that.
            var id = signal.Check?.ImageId ?? ImageId.Parse(signal.BlobName)
                ?? await import.RunAsync(signal.BlobName!, isThere: false, cancellationToken);
            if (id is { } image)
                await process.RunAsync(image, messageId, signal, cancellationToken);
        }
    }
}
