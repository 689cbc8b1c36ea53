using System.Globalization;
using ImageFunctions.Contracts;

namespace ImageFunctions.Delivery;

/// <summary>Looks whether a link is one that we, or whoever shares a key with us, signed. Nothing else comes before that.</summary>
public sealed class CheckLink(LinkKeys keys, TimeProvider time)
{
    /// <returns>How long it is still good.</returns>
    /// <exception cref="ProblemException"><c>link_invalid</c>, <c>link_expired</c>.</exception>
    public async Task<TimeSpan> RunAsync(DeliveryLink link, CancellationToken cancellationToken)
    {
        if (keys.Configured(link.KeyId) is not { } key || !LinkSignature.IsRight(key.Secret, link.SignedText, link.Signature)
            || !long.TryParse(link.Expires, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || await keys.IsRevokedAsync(key, cancellationToken))
            throw new ProblemException(ProblemCodes.LinkInvalid, "The link is not signed by a key that is good here.");
        var left = expires - time.GetUtcNow().ToUnixTimeSeconds();
        return left > 0 ? TimeSpan.FromSeconds(Math.Min(left, int.MaxValue))
            : throw new ProblemException(ProblemCodes.LinkExpired, "The link is no longer good.");
    }
}
