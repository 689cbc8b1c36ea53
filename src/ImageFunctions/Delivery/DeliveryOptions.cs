using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace ImageFunctions.Delivery;

/// <summary>A key that signs links.</summary>
public sealed class LinkKey
{
    /// <summary>Stands in every link that it signs.</summary>
    public string Id { get; init; } = "";

    public string Secret { get; init; } = "";
}

/// <summary>Signed links to any size of an image. Configuration section <c>Delivery</c>.</summary>
public sealed partial class DeliveryOptions : IValidatableObject
{
    public const string Section = "Delivery";

    private const int ShortestSecret = 32;

    /// <summary>The first signs; links of the others are good as long as they stand here. Default none: no links.</summary>
    public IList<LinkKey> Keys { get; init; } = [];

    /// <summary>Pixels of the longest side that a link may ask for. Default 4,096.</summary>
    [Range(1, 16383)]
    public int MaxSide { get; init; } = 4096;

    /// <summary>The only widths and heights that a link may ask for. Default none: all up to the longest.</summary>
    public IList<int> Sides { get; init; } = [];

    /// <summary>Seconds that a link is good for when nobody says otherwise. Default 2,592,000, which is 30 days.</summary>
    [Range(60, 315_360_000)]
    public int LinkLifetimeSeconds { get; init; } = 2_592_000;

    /// <summary>Seconds that a request waits for a picture that is being rendered, before it is answered with 503. Default 10.</summary>
    [Range(1, 200)]
    public int WaitSeconds { get; init; } = 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (key, index) in Keys.Select((key, index) => (key, index)))
        {
            if (!IdRule().IsMatch(key.Id))
                yield return new($"Delivery__Keys__{index}__Id has 1 to 32 of A-Z, a-z, 0-9, - and _.");
            if (key.Secret.Length < ShortestSecret)
                yield return new(
                    $"Delivery__Keys__{index}__Secret has {key.Secret.Length} characters; at least {ShortestSecret} are needed.");
        }

        if (Keys.Select(key => key.Id).Distinct().Count() < Keys.Count)
            yield return new("Delivery__Keys has one Id twice.");
        foreach (var side in Sides.Where(side => side < 1 || side > MaxSide))
            yield return new($"Delivery__Sides has {side}; a side is 1 to {MaxSide} (Delivery__MaxSide).");
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex IdRule();
}
