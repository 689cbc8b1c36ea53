using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Images;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Delivery;

/// <summary>Signs links to an image, in the sizes that are asked for.</summary>
public sealed class IssueLinks(GetImage get, LinkKeys keys, IOptions<DeliveryOptions> options, TimeProvider time)
{
    private const int MostLinks = 50;
    private const int Shortest = 60;
    private const int Longest = 315_360_000;
    private const int Day = 86_400;

    /// <param name="apiBase">Address of the API.</param>
    public async Task<SignedLinks> RunAsync(
        string id, LinkRequest request, string? caller, string apiBase, CancellationToken cancellationToken)
    {
        if (request.Options is not { Count: > 0 and <= MostLinks })
            throw ProblemException.Invalid("options", $"options must hold 1 to {MostLinks} items, such as w_640,f_auto.");
        if (request.ExpiresInSeconds is < Shortest or > Longest)
            throw ProblemException.Invalid("expiresInSeconds", $"expiresInSeconds must be {Shortest} to {Longest}.");
        foreach (var one in request.Options)
            RequestedPicture.Parse(one ?? "", options.Value);
        var image = await get.RunAsync(id, cancellationToken);
        GetImage.CheckOwner(image, caller);
        var key = await keys.SigningAsync(cancellationToken);
        var expires = Expiry(request.ExpiresInSeconds ?? options.Value.LinkLifetimeSeconds);
        return new SignedLinks([.. request.Options.Select(one => Sign(image.Id.ToString(), one!, key, expires, apiBase))]);
    }

    private static SignedLink Sign(string id, string picture, LinkKey key, DateTimeOffset expires, string apiBase)
    {
        var seconds = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = new DeliveryLink(id, picture, key.Id, seconds, null).SignedText;
        return new SignedLink(picture, $"{apiBase}{text}&sig={LinkSignature.Of(key.Secret, text)}", expires);
    }

    // Rounded up by a tenth of its life, a day at most, so that a page that is made anew has the same links, and caches what it had.
    private DateTimeOffset Expiry(int lifetime)
    {
        var step = Math.Clamp(lifetime / 10, 1, Day);
        var end = time.GetUtcNow().ToUnixTimeSeconds() + lifetime;
        return DateTimeOffset.FromUnixTimeSeconds((end + step - 1) / step * step);
    }
}
