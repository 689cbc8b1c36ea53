using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;

namespace ImageFunctions.Uploads;

/// <summary>A caller says that the upload is done: processing starts now instead of at the next check or event.</summary>
public sealed class CompleteUpload(GetImage find, RecordChanges changes, OriginalBlobs originals, MessageQueues queues, TimeProvider time)
{
    /// <exception cref="ProblemException"><c>not_uploaded</c>.</exception>
    public async Task<ImageRecord> RunAsync(string id, string? caller, CancellationToken cancellationToken)
    {
        var image = await find.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        if (image.Status is not (ImageStatus.Pending or ImageStatus.Expired))
            return image;
        if (!await originals.ExistsAsync(image.BlobName, cancellationToken))
            throw new ProblemException(ProblemCodes.NotUploaded, "No file has been uploaded for this image yet.");
        var uploaded = await changes.ApplyAsync(image, record =>
            record.Status is ImageStatus.Pending or ImageStatus.Expired ? record.MarkUploaded(time.GetUtcNow()) : null, cancellationToken);
        if (uploaded is null)
            return await find.RunAsync(id, cancellationToken);
        await queues.SendAsync(new UploadCheck(uploaded.Id, 0, uploaded.TraceParent), TimeSpan.Zero, cancellationToken);
        return uploaded;
    }
}
