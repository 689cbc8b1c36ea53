using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Http;

/// <summary>A token bucket per key and client, in each instance. Configuration section <c>RateLimit</c>.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimit";

    /// <summary>Default false: off locally, on in Azure.</summary>
    public bool Enabled { get; init; }

    /// <summary>Requests per minute that refill the bucket. Default 600.</summary>
    [Range(1, 1_000_000)]
    public int PermitsPerMinute { get; init; } = 600;

    /// <summary>Requests that a full bucket allows at once. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 100;
}
