using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Uploads;

/// <summary>A file that has come, and the record that it belongs to.</summary>
/// <param name="Sha256">Of the file.</param>
/// <param name="IsRepeat">Whether it had come before, under the same key; nothing was stored then.</param>
public sealed record ReceivedFile(ImageRecord Image, string Sha256, bool IsRepeat);

/// <summary>
/// Takes a file that comes with the request. The record is written before the blob, as with an upload URL; what the caller
/// says after the file is added to it.
/// </summary>
public sealed class ReceiveUpload(
    NewImage newImage, ImageRecords records, RecordChanges changes, OriginalBlobs originals, IdempotencyKeys keys, UploadStart start,
    PurgeImage purge, Tombstones tombstones, IOptions<ImageLimits> limits, TimeProvider time)
{
    // Of a key: what it was used with is known only when the whole form is read.
    private const string Form = "form";

    // No request lasts longer.
    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(4);

    /// <summary>Stores the file as it comes, unless it came before.</summary>
    /// <param name="key">Null for a request that makes an image each time.</param>
    /// <exception cref="ProblemException">It is no accepted image, or too large; nothing of it is kept.</exception>
    public async Task<ReceivedFile> StoreAsync(
        UploadRequest said, Stream content, string? owner, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        await using var bounded = new BoundedStream(content, limits.Value.MaxBytes);
        var start12 = await bounded.PeekAsync(12, cancellationToken);
        var format = ImageFormats.Sniff(start12.Span) ?? throw new ProblemException(
            RejectionCodes.UnsupportedType, ImageFormats.WhyUnsupported(start12.Span));
        var image = newImage.From(said with { FileType = format.ContentType() }, owner) with { IdempotencyValue = key?.Value };
        if (key is not null)
        {
            var first = await FirstAsync(key, image.Id, cancellationToken);
            if (first.Record is { } known)
            {
                await bounded.CopyToAsync(Stream.Null, cancellationToken);
                return new ReceivedFile(known, bounded.Sha256, IsRepeat: true);
            }

            if (!first.IsNew)
                image = newImage.From(said with { FileType = format.ContentType() }, owner, first.Id) with { IdempotencyValue = key.Value };
        }

        // Nobody sees or processes it before the whole form is read.
        image = await records.AddAsync(image.Draft(time.GetUtcNow()), cancellationToken);
        try
        {
            await originals.WriteAsync(image.BlobName, bounded, format.ContentType(), cancellationToken);
            limits.Value.CheckBytes(bounded.BytesRead);
            return new ReceivedFile(image, bounded.Sha256, IsRepeat: false);
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
            await DiscardAsync(image);
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
            await DiscardAsync(image);
            throw new ProblemException(ProblemCodes.ConcurrentChange, "The owner's images were erased while the file was sent.");
        }

        await start.RunAsync(stored, TimeSpan.Zero, cancellationToken);
        return stored;
    }

    /// <summary>Takes back a file whose form turned out to be unusable.</summary>
    public Task DiscardAsync(ReceivedFile file) => file.IsRepeat ? Task.CompletedTask : DiscardAsync(file.Image);

    // The caller may be gone already: cleaning up is not for its sake.
    private Task<bool> DiscardAsync(ImageRecord image) => purge.RunAsync(image, CancellationToken.None);

    private async Task<FirstRequest> FirstAsync(IdempotencyKey key, ImageId id, CancellationToken cancellationToken)
    {
        var first = await keys.FindAsync(key, id, Form, cancellationToken);
        // The first request had all of its form when the record says so.
        if (first.IsNew || first.Record is { Fingerprint: not null })
            return first;
        if (time.GetUtcNow() - first.At < LongestUpload)
            throw new ProblemException(ProblemCodes.ConcurrentChange, "The first request with this Idempotency-Key is still being received.")
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        // It was cut off: what it left makes room.
        if (first.Record is { } left)
            await DiscardAsync(left);
        return await keys.FindAsync(key, id, Form, cancellationToken);
    }
}
