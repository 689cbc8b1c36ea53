using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using ImageFunctions.Storage;

namespace ImageFunctions.Images;

/// <summary>Makes a link that downloads one file of an image under its own name.</summary>
public sealed class DownloadImage(GetImage get, ModerationRules moderation, BlobLinks links, VariantTable variants)
{
    public const string Original = "original";
    private readonly string[] _names = [Original, .. variants.All.Select(variant => variant.Name)];

    /// <exception cref="ProblemException">
    /// <c>variant_not_found</c>, <c>not_ready</c> while it is not made yet, <c>awaiting_moderation</c> or <c>content_blocked</c>.
    /// </exception>
    public async Task<Download> RunAsync(string id, string? caller, string variant, CancellationToken cancellationToken)
    {
        var image = await get.ReadAsync(id, caller, cancellationToken);
        // What was made by an earlier table can be had until a reprocess.
        if (!_names.Contains(variant) && image.Variant(variant) is null)
            throw ProblemException.Invalid("variant", $"variant must be one of {string.Join(", ", _names)}.");
        if (!moderation.MayServe(image))
            throw image.Moderation.State == ModerationState.Blocked
                ? new ProblemException(ProblemCodes.ContentBlocked, "The image was blocked by moderation.")
                : new ProblemException(ProblemCodes.AwaitingModeration, "The image is not served until moderation has decided.");
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
            ? new ProblemException(ProblemCodes.VariantNotFound, "The image has no such variant.")
            : new ProblemException(ProblemCodes.NotReady, "This variant is not made yet."));
}
