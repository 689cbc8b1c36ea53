using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Webhooks;

/// <summary>Webhooks. Configuration section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    /// <summary>A receiver for the events of all images, beside each image's own callback. Default none.</summary>
    [Url]
    public string? Url { get; init; }

    /// <summary>
    /// Key of the HMAC-SHA256 signature, at least 16 characters. Default none, which is refused together with a URL: callbacks
    /// of single images are sent unsigned then, and a warning is logged before the first.
    /// </summary>
    [MinLength(16)]
    public string? SigningSecret { get; init; }

    /// <summary>Seconds that a receiver has for its answer. Default 10.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Deliveries before an event becomes a dead letter. Default 8, which with growing delays is about five hours.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; init; } = 8;

    /// <summary>Delay after the first failure; each later one is three times as long, up to an hour. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Allows http and private addresses, for development and tests only. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Url) && string.IsNullOrEmpty(SigningSecret))
        {
            yield return new ValidationResult(
                "Webhooks:Url is set without Webhooks:SigningSecret: its receiver could not tell our events from anybody's.");
        }
    }
}
