using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Uploads;

/// <summary>Checks what a caller says of a new image and makes its first record.</summary>
public sealed class NewImage(
    IOptions<UploadOptions> upload, IOptions<RetentionOptions> retention, IOptions<WebhookOptions> webhooks, VariantTable variants,
    IImageEngine engine, TimeProvider time)
{
    private const string AnyType = "application/octet-stream";

    /// <exception cref="ProblemException">Something that was said breaks a rule.</exception>
    public ImageRecord From(UploadRequest request, string? owner, ImageId? id = null)
    {
        var now = time.GetUtcNow();
        var imageId = id ?? ImageId.New(now);
        var fileName = ImageText.FileName(request.FileName);
        return new ImageRecord
        {
            Id = imageId,
            BlobName = imageId.ToString(),
            FileName = fileName,
            DeclaredType = DeclaredType(request.FileType, fileName),
            Title = ImageText.Title(request.Title),
            Description = ImageText.Description(request.Description),
            Tags = ImageText.Tags(request.Tags),
            UserId = owner,
            CallbackUrl = WebhookAddress.Check(request.CallbackUrl, webhooks.Value.AllowPrivateAddresses),
            Preset = variants.Preset(request.Preset),
            UploadExpiresAt = imageId.CreatedAt + upload.Value.UrlLifetime,
            ExpiresAt = ExpiresAt(request.ExpiresInDays, now),
            TraceParent = System.Diagnostics.Activity.Current?.Id,
        };
    }

    /// <summary>The record as it is while the rest of its form is read: nobody sees or processes it.</summary>
    public ImageRecord Draft(ImageRecord image) => image.Draft(time.GetUtcNow());

    /// <summary>The record of a blob that came by other means than an upload URL.</summary>
    public ImageRecord Import(ImageId id, string blobName) => new()
    {
        Id = id,
        BlobName = blobName,
        FileName = ImageText.FileNameOr(blobName, id.ToString()),
        UploadExpiresAt = id.CreatedAt + upload.Value.UrlLifetime,
        ExpiresAt = ExpiresAt(null, time.GetUtcNow()),
    };

    private DateTimeOffset? ExpiresAt(int? days, DateTimeOffset now)
    {
        if (days is < 1 or > 3650)
            throw ProblemException.Invalid("expiresInDays", "expiresInDays must be 1 to 3650.");
        var kept = days ?? retention.Value.Days;
        return kept == 0 ? null : now.AddDays(kept);
    }

    // What is stored decides. This is but a first look, so that what cannot be an image is refused before it is sent.
    private string DeclaredType(string? fileType, string fileName)
    {
        var isGeneric = fileType?.Split(';', 2)[0].Trim().ToLowerInvariant() is null or "" or AnyType or "binary/octet-stream" or "image/*";
        if ((isGeneric ? ImageFormats.FromFileName(fileName) : ImageFormats.FromContentType(fileType)) is { } format)
        {
            return engine.Reads(format)
                ? format.ContentType()
                : throw ProblemException.Invalid(isGeneric ? "fileName" : "fileType", ImageFormats.NoAvif, ProblemCodes.UnsupportedType);
        }

        if (isGeneric && fileType is not null && Path.GetExtension(fileName).Length == 0)
            return AnyType;
        throw ProblemException.Invalid(isGeneric ? "fileName" : "fileType", ImageFormats.WhyUnsupported(fileType, fileName) ?? (isGeneric
            ? "The end of fileName stands for no image that is accepted, and fileType does not say more: JPEG, PNG, GIF, "
                + "WebP and AVIF are."
            : "Of fileType, only image/jpeg, image/png, image/gif, image/webp and image/avif are accepted."), ProblemCodes.UnsupportedType);
    }
}
