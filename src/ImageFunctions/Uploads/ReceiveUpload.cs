using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Uploads;

/// <summary>
/// Takes a file that comes with the request. The record is written before the blob, as with an upload URL; what the caller
/// says after the file is added to it.
/// </summary>
public sealed class ReceiveUpload(
    NewImage newImage, ImageRecords records, RecordChanges changes, ImageIndex index, OriginalBlobs originals, MessageQueues queues,
    PurgeImage purge, Tombstones tombstones, ImageMetrics metrics, IOptions<ImageLimits> limits, TimeProvider time)
{
    /// <summary>Stores the file as it comes.</summary>
    /// <exception cref="ProblemException">It is no accepted image, or too large; nothing of it is kept.</exception>
    public async Task<ImageRecord> StoreAsync(UploadRequest said, Stream content, string? owner, CancellationToken cancellationToken)
    {
        var bounded = new BoundedStream(content, limits.Value.MaxBytes);
        var start = await bounded.PeekAsync(12, cancellationToken);
        var format = ImageFormats.Sniff(start.Span) ?? throw new ProblemException(
            RejectionCodes.UnsupportedType, "The file is none of JPEG, PNG, GIF and WebP.");
        // Nobody sees or processes it before all fields are read; what is never finished goes as a deleted image does.
        var image = newImage.From(said with { FileType = format.ContentType() }, owner).Draft(time.GetUtcNow());
        image = await records.AddAsync(image, cancellationToken);
        try
        {
            await originals.WriteAsync(image.BlobName, bounded, format.ContentType(), cancellationToken);
            limits.Value.CheckBytes(bounded.BytesRead);
            return image;
        }
        catch (Exception e)
        {
            await DiscardAsync(image);
            if (e is ImageRejectedException refused)
                throw new ProblemException(refused.Code, refused.Message);
            throw;
        }
    }

    /// <summary>Adds what was said after the file, and lets processing begin.</summary>
    public async Task<ImageRecord> FinishAsync(ImageRecord image, UploadRequest said, string? owner, CancellationToken cancellationToken)
    {
        ImageRecord final;
        try
        {
            final = newImage.From(said with { FileType = image.DeclaredType }, owner, image.Id);
        }
        catch (ProblemException)
        {
            await DiscardAsync(image);
            throw;
        }

        var stored = await changes.ApplyAsync(image, record => record.IsBeingPurged ? null : record.Restore().MarkUploaded(time.GetUtcNow()) with
        {
            Title = final.Title,
            Description = final.Description,
            Tags = final.Tags,
            UserId = final.UserId,
            CallbackUrl = final.CallbackUrl,
            ExpiresAt = final.ExpiresAt,
        }, cancellationToken);
        if (stored is null || await tombstones.IsOwnerErasedAsync(stored, cancellationToken))
        {
            await DiscardAsync(image);
            throw new ProblemException(ProblemCodes.ConcurrentChange, "The owner's images were erased while the file was sent.");
        }

        await Task.WhenAll(
            index.AddAsync(stored.Id, IndexKinds.OfCaller(stored), cancellationToken),
            queues.SendAsync(new UploadCheck(stored.Id, 0, stored.TraceParent), TimeSpan.Zero, cancellationToken));
        metrics.UploadIssued();
        return stored;
    }

    // The caller may be gone already: cleaning up is not for its sake.
    public Task DiscardAsync(ImageRecord image) => purge.RunAsync(image, CancellationToken.None);
}
