using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Uploads;

/// <summary>Takes a file that comes with the request; what the caller says after the file is added to its record.</summary>
public sealed class ReceiveUpload(
    StoreUpload store, NewImage newImage, RecordChanges changes, Tombstones tombstones, UploadStart start, TimeProvider time)
{
    /// <summary>Adds what was said after the file, and lets processing begin.</summary>
    public async Task<ImageRecord> FinishAsync(ReceivedFile file, UploadRequest said, string? owner, CancellationToken cancellationToken)
    {
        var image = file.Image;
        var fingerprint = said.Fingerprint(owner, file.Sha256);
        if (file.IsRepeat)
            return image.Fingerprint == fingerprint ? image : throw IdempotencyKeys.OtherRequest();
        ImageRecord final;
        try
        {
            final = newImage.From(said with { FileType = image.DeclaredType }, owner, image.Id);
        }
        catch (ProblemException)
        {
            await store.DiscardAsync(file);
            throw;
        }

        var stored = await changes.ApplyAsync(image, record => record.IsBeingPurged ? null : record.Finish(time.GetUtcNow()) with
        {
            Title = final.Title,
            Description = final.Description,
            Tags = final.Tags,
            UserId = final.UserId,
            CallbackUrl = final.CallbackUrl,
            Preset = final.Preset,
            ExpiresAt = final.ExpiresAt,
            Fingerprint = record.IdempotencyValue is null ? null : fingerprint,
        }, cancellationToken);
        if (stored is null || await tombstones.IsOwnerErasedAsync(stored, cancellationToken))
        {
            await store.DiscardAsync(file);
            throw new ProblemException(ProblemCodes.ConcurrentChange, "The owner's images were erased while the file was sent.");
        }

        await start.RunAsync(stored, isThere: true, cancellationToken);
        return stored;
    }
}
