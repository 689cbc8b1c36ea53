using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <param name="ExpiresIn">Seconds.</param>
public sealed record Download(string DownloadUrl, int ExpiresIn);

/// <summary>Makes a link that downloads one file of an image under its own name.</summary>
public sealed class DownloadImage(GetImage find, BlobLinks links)
{
    public const string Original = "original";
    private static readonly string[] Variants = [Original, "small", "medium", "large", "webp"];

    /// <exception cref="ProblemException"><c>variant_not_found</c>, <c>not_ready</c> while it is not made yet, or <c>content_blocked</c>.</exception>
    public async Task<Download> RunAsync(string id, string variant, CancellationToken cancellationToken)
    {
        if (!Variants.Contains(variant))
            throw ProblemException.Invalid("variant", "variant must be one of original, small, medium, large, webp.");
        var image = await find.RunAsync(id, cancellationToken);
        if (image.IsBlocked)
            throw new ProblemException(RejectionCodes.ContentBlocked, image.Error!.Message);
        var url = variant == Original
            ? await OriginalAsync(image, cancellationToken)
            : await links.SignVariantAsync(image, Stored(image, variant), attachment: true, cancellationToken);
        return new Download(url.AbsoluteUri, links.LinkSecondsLeft);
    }

    private ValueTask<Uri> OriginalAsync(ImageRecord image, CancellationToken cancellationToken) =>
        image.Status is ImageStatus.Pending or ImageStatus.Expired
            ? throw new ProblemException(ProblemCodes.NotUploaded, "Nothing has been uploaded for this image yet.")
            : links.SignOriginalAsync(image, cancellationToken);

    private static StoredVariant Stored(ImageRecord image, string variant) =>
        image.Variant(variant) ?? throw (image.Status is ImageStatus.Completed or ImageStatus.Failed
            ? new ProblemException(ProblemCodes.VariantNotFound, "The image has no such rendition.")
            : new ProblemException(ProblemCodes.NotReady, "This rendition is not made yet."));
}
