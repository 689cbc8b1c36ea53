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
/// Stores a file as it comes with the request. The record is written before the blob, as with an upload URL.
/// </summary>
public sealed class StoreUpload(
    NewImage newImage, ImageRecords records, OriginalBlobs originals, ReceivedKeys keys, PurgeImage purge, IOptions<ImageLimits> limits)
{
    /// <summary>Stores the file as it comes, unless it came before.</summary>
    /// <param name="key">Null for a request that makes an image each time.</param>
    /// <exception cref="ProblemException">It is no accepted image, or too large; nothing of it is kept.</exception>
    public async Task<ReceivedFile> RunAsync(
        UploadRequest said, Stream content, string? owner, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        await using var bounded = new BoundedStream(content, limits.Value.MaxBytes);
        var start = await bounded.PeekAsync(ImageFormats.SignatureLength, cancellationToken);
        var format = ImageFormats.Sniff(start.Span) ?? throw new ProblemException(
            ProblemCodes.UnsupportedType, ImageFormats.WhyUnsupported(start.Span));
        var image = newImage.From(said with { FileType = format.ContentType() }, owner) with { IdempotencyValue = key?.Value };
        if (key is not null)
        {
            var first = await keys.FindAsync(key, image.Id, cancellationToken);
            if (first.Record is { } known)
            {
                await bounded.CopyToAsync(Stream.Null, cancellationToken);
                return new ReceivedFile(known, bounded.Sha256, IsRepeat: true);
            }

            if (!first.IsNew)
                image = newImage.From(said with { FileType = format.ContentType() }, owner, first.Id) with { IdempotencyValue = key.Value };
        }

        // Nobody sees or processes it before the whole form is read.
        image = await records.AddAsync(newImage.Draft(image), cancellationToken);
        try
        {
            await originals.WriteAsync(image.BlobName, bounded, format.ContentType(), cancellationToken);
            limits.Value.CheckBytes(bounded.BytesRead);
            return new ReceivedFile(image, bounded.Sha256, IsRepeat: false);
        }
        catch (Exception e)
        {
            await purge.RunAsync(image, CancellationToken.None);
            if (e is ImageRejectedException refused)
                throw new ProblemException(ProblemCodes.Of(refused.Code), refused.Message);
            throw;
        }
    }

    /// <summary>
    /// Takes back a file whose form turned out to be unusable. The caller may be gone already: cleaning up is not for its sake.
    /// </summary>
    public Task DiscardAsync(ReceivedFile file) =>
        file.IsRepeat ? Task.CompletedTask : purge.RunAsync(file.Image, CancellationToken.None);
}
