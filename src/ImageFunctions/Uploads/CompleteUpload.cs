using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Uploads;

/// <summary>A caller says that the upload is done: processing starts now instead of at the next check or event.</summary>
public sealed class CompleteUpload(GetImage find, RecordChanges changes, OriginalBlobs originals, Outbox outbox, TimeProvider time)
{
    /// <exception cref="ProblemException"><c>not_uploaded</c>.</exception>
    public async Task<ImageRecord> RunAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await find.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (image.Status is ImageStatus.Pending or ImageStatus.Expired)
        {
            if (!await originals.ExistsAsync(image.BlobName, cancellationToken))
                throw new ProblemException(ProblemCodes.NotUploaded, "No file has been uploaded for this image yet.");
            image = await changes.ApplyAsync(image, record =>
                    record.Status is ImageStatus.Pending or ImageStatus.Expired
                        ? record.MarkUploaded(time.GetUtcNow()) : null, cancellationToken)
                ?? await find.RunAsync(id, cancellationToken);
        }

        // Again for one that was said to be uploaded before: who asks again may not have been heard.
        return image.Status == ImageStatus.Uploaded ? await outbox.SendAsync(image.Owe(Owed.Check), cancellationToken) : image;
    }
}
