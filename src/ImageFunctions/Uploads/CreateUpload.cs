using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;
using ImageFunctions.Storage.Messages;
using ImageFunctions.Telemetry;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Uploads;

/// <summary>Gives out an upload URL: record first, message last, so that no upload is ever unknown.</summary>
public sealed class CreateUpload(
    NewImage newImage,
    ImageRecords records,
    ImageIndex index,
    Tombstones tombstones,
    MessageQueues queues,
    BlobLinks links,
    ImageMetrics metrics,
    IOptions<UploadOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan IdempotencyLifetime = TimeSpan.FromHours(24);

    /// <param name="apiBase">Address of the API, for <see cref="CreatedUpload.StatusUrl"/>.</param>
    /// <exception cref="ProblemException">The request breaks a rule, or the key was used for another one.</exception>
    public async Task<CreatedUpload> RunAsync(
        UploadRequest request, string? owner, string? idempotencyKey, string apiBase, CancellationToken cancellationToken)
    {
        var image = newImage.From(request, owner);
        if (idempotencyKey is not null)
        {
            var first = await FirstAsync(request, owner, idempotencyKey, image.Id, cancellationToken);
            if (first != image.Id)
            {
                if (await records.GetAsync(first, cancellationToken) is { } known)
                    return await DescribeAsync(known, apiBase, cancellationToken);
                if (await tombstones.HasAsync(first, cancellationToken))
                    throw new ProblemException(ProblemCodes.IdempotencyConflict, "The image that was made with this Idempotency-Key has been purged.");
                // The first request ended between the reservation and the record.
                image = newImage.From(request, owner, first);
            }

            image = image with { IdempotencyValue = IdempotencyValue(owner, idempotencyKey) };
        }

        try
        {
            await records.AddAsync(image, cancellationToken);
        }
        catch (RecordConflictException) when (idempotencyKey is not null)
        {
            // The same request, sent at the same time, was quicker.
            return await DescribeAsync(await records.GetAsync(image.Id, cancellationToken) ?? image, apiBase, cancellationToken);
        }

        await Task.WhenAll(
            index.AddAsync(image.Id, IndexKinds.OfCaller(image), cancellationToken),
            queues.SendAsync(new UploadCheck(image.Id, 0, image.TraceParent), options.Value.FirstCheckDelay, cancellationToken));
        metrics.UploadIssued();
        return await DescribeAsync(image, apiBase, cancellationToken);
    }

    private async Task<ImageId> FirstAsync(
        UploadRequest request, string? owner, string key, ImageId id, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > 255)
            throw ProblemException.Invalid("Idempotency-Key", "Idempotency-Key has 1 to 255 characters.");
        var now = time.GetUtcNow();
        var value = IdempotencyValue(owner, key);
        var held = await index.ReserveAsync(IndexKinds.Idempotency, value, id, request.Fingerprint(owner), now, cancellationToken);
        if (!held.IsNew && now - held.At > IdempotencyLifetime)
        {
            await index.ReleaseAsync(IndexKinds.Idempotency, value, cancellationToken);
            held = await index.ReserveAsync(IndexKinds.Idempotency, value, id, request.Fingerprint(owner), now, cancellationToken);
        }

        return held.Note == request.Fingerprint(owner) ? held.Id
            : throw new ProblemException(ProblemCodes.IdempotencyConflict, "This Idempotency-Key was used for another request.");
    }

    // The index ignores case, which keys do not; and no owner's name may run into a key.
    private static string IdempotencyValue(string? owner, string key) =>
        $"{owner}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    // Follows from the record alone, so that a repeated request gets the same answer.
    private async Task<CreatedUpload> DescribeAsync(ImageRecord image, string apiBase, CancellationToken cancellationToken)
    {
        var url = await links.SignUploadAsync(image.BlobName, image.CreatedAt, image.UploadExpiresAt, cancellationToken);
        return new CreatedUpload
        {
            ImageId = image.Id,
            UploadUrl = url.AbsoluteUri,
            Headers = new Dictionary<string, string>
            {
                ["x-ms-blob-type"] = "BlockBlob",
                ["Content-Type"] = image.DeclaredType!,
            },
            FileUrl = links.OriginalAddress(image.BlobName).AbsoluteUri,
            ExpiresIn = (int)(image.UploadExpiresAt - image.CreatedAt).TotalSeconds,
            ExpiresAt = image.UploadExpiresAt,
            StatusUrl = $"{apiBase}/images/{image.Id}/status",
        };
    }
}
