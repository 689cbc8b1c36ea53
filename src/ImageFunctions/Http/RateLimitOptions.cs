using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Http;

/// <summary>
/// Token buckets in each instance: one per client address and a larger one per key. Configuration section <c>RateLimit</c>.
/// </summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimit";

    /// <summary>Default false: off locally, on in Azure.</summary>
    public bool Enabled { get; init; }

    /// <summary>Requests per minute that refill a client's bucket. Default 600.</summary>
    [Range(1, 1_000_000)]
    public int PermitsPerMinute { get; init; } = 600;

    /// <summary>Requests that a client's full bucket allows at once. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 100;

    /// <summary>How many times as much a key may ask for, over all clients that use it. Default 10.</summary>
    [Range(1, 1000)]
    public int KeyFactor { get; init; } = 10;
}
