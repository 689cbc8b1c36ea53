using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Uploads;

/// <summary>Gives out an upload URL: record first, message last, so that no upload is ever unknown.</summary>
public sealed class CreateUpload(
    NewImage newImage, ImageRecords records, IdempotencyKeys keys, UploadStart start, BlobLinks links, TimeProvider time)
{
    /// <param name="key">Null for a request that makes an image each time.</param>
    /// <param name="apiBase">Address of the API, for <see cref="CreatedUpload.StatusUrl"/>.</param>
    /// <exception cref="ProblemException">The request breaks a rule, or its key stands for something that is over.</exception>
    public async Task<CreatedUpload> RunAsync(
        UploadRequest request, string? owner, IdempotencyKey? key, string apiBase, CancellationToken cancellationToken)
    {
        var image = newImage.From(request, owner) with { IdempotencyValue = key?.Value };
        if (key is not null)
        {
            var first = await keys.FindAsync(key, image.Id, request.Fingerprint(owner), cancellationToken);
            if (first.Record is { } known)
                return await AgainAsync(known, apiBase, cancellationToken);
            // Else the first request ended between the key and the record.
            if (!first.IsNew)
                image = newImage.From(request, owner, first.Id) with { IdempotencyValue = key.Value };
        }

        try
        {
            await records.AddAsync(image, cancellationToken);
        }
        catch (RecordConflictException) when (key is not null)
        {
            // The same request, sent at the same time, was quicker.
            return await AgainAsync(await records.GetAsync(image.Id, cancellationToken) ?? image, apiBase, cancellationToken);
        }

        await start.RunAsync(image, isThere: false, cancellationToken);
        return await DescribeAsync(image, apiBase, cancellationToken);
    }

    private Task<CreatedUpload> AgainAsync(ImageRecord known, string apiBase, CancellationToken cancellationToken) =>
        time.GetUtcNow() < known.UploadExpiresAt
            ? DescribeAsync(known, apiBase, cancellationToken)
            : throw new ProblemException(
                ProblemCodes.UploadExpired,
                $"The upload URL of this Idempotency-Key's image, {known.Id}, ran out at {known.UploadExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}; "
                + $"the image is {known.Status.ToString().ToLowerInvariant()}. Use another key for another image.");

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
