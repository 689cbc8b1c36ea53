using ImageFunctions.Contracts;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Processing;
using ImageFunctions.Storage;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Delivery;

/// <summary>What a link leads to.</summary>
/// <param name="Version">The same for the same picture.</param>
/// <param name="Picture">Null when the caller has it.</param>
/// <param name="Lifetime">How long the link is good.</param>
/// <param name="IsNegotiated">Whether the caller's Accept header decided about the format.</param>
public sealed record DeliveredPicture(string Version, StoredPicture? Picture, TimeSpan Lifetime, bool IsNegotiated);

/// <summary>Answers a signed link. The signature comes before anything else, and moderation before any picture.</summary>
public sealed class DeliverImage(
    CheckLink check, GetImage get, ModerationRules moderation, OnDemandPictures pictures, ImageRenderer renderer,
    IOptions<DeliveryOptions> options)
{
    private const int HashLength = 12;

    /// <param name="accept">The caller's Accept header.</param>
    /// <param name="isCurrent">Whether the caller has this version.</param>
    public async Task<DeliveredPicture> RunAsync(
        DeliveryLink link, string accept, Func<string, bool> isCurrent, CancellationToken cancellationToken)
    {
        var lifetime = await check.RunAsync(link, cancellationToken);
        var wanted = RequestedPicture.Parse(link.Options, options.Value);
        var image = await get.RunAsync(link.ImageId, cancellationToken);
        // Strangers are not told why there is nothing to see.
        if (!moderation.MayServe(image))
            throw ProblemException.ImageNotFound();
        if (image is not { Header: not null, Sha256: { } sha256 } || image.Status is ImageStatus.Failed)
            throw new ProblemException(ProblemCodes.NotReady, "The image has not been processed.");
        var spec = FocusRules.Aim(wanted.Spec(wanted.Choose(accept, renderer.Engine.WritesAvif)), image);
        var key = spec.Fingerprint + sha256[..HashLength];
        var picture = isCurrent(key) ? null : await pictures.GetAsync(image, spec, key, cancellationToken);
        return new DeliveredPicture(key, picture, lifetime, wanted.Format == VariantEncoding.Auto);
    }
}
