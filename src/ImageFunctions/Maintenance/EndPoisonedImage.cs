using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;

namespace ImageFunctions.Maintenance;

/// <summary>What becomes of an image whose message failed too often.</summary>
public sealed class EndPoisonedImage(ImageRecords records, Outbox outbox, EndProcessing end, TimeProvider time)
{
    public async Task RunAsync(ImageId id, CancellationToken cancellationToken)
    {
        if (await records.GetAsync(id, cancellationToken) is not { } image)
            return;
        // What nobody has worked on yet is not failed while its URL is good: it may be uploaded at any moment.
        if (image.Status == ImageStatus.Pending && time.GetUtcNow() < image.UploadExpiresAt)
            await outbox.SendAsync(image.Owe(Owed.Check), cancellationToken);
        else if (image.Status is ImageStatus.Pending or ImageStatus.Uploaded or ImageStatus.Processing)
            await end.FailAsync(
                image, RejectionCodes.ProcessingFailed, "The image could not be processed after several attempts.", cancellationToken);
    }
}
