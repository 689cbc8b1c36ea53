using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ImageFunctions.Http;

/// <summary>One kind of limit: a token bucket for each client or each key.</summary>
/// <param name="name">What it counts, as callers are told.</param>
internal sealed class RateLimit(string name, long permitsPerMinute, long burst) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(bucket =>
        RateLimitPartition.GetTokenBucketLimiter(bucket, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = (int)Math.Min(burst, int.MaxValue),
            TokensPerPeriod = (int)Math.Clamp(permitsPerMinute / 60, 1, int.MaxValue),
            ReplenishmentPeriod = permitsPerMinute >= 60 ? Period : TimeSpan.FromMinutes(1.0 / permitsPerMinute),
            AutoReplenishment = true,
            QueueLimit = 0,
        }));

    public string Name => name;

    /// <summary>Takes one from a bucket and says in the headers what is left.</summary>
    /// <returns>How long to wait when there is nothing left, else null.</returns>
    public TimeSpan? TryAcquire(string bucket, IHeaderDictionary headers)
    {
        using var lease = _buckets.AttemptAcquire(bucket);
        var left = _buckets.GetStatistics(bucket)?.CurrentAvailablePermits ?? 0;
        Add("RateLimit-Policy", $"\"{name}\";q={burst};w={Math.Max(1, burst * 60 / permitsPerMinute)}");
        Add("RateLimit", $"\"{name}\";r={left};t={Math.Max(1, 60 / permitsPerMinute)}");
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Period;

        // One list of all limits, as the header is defined.
        void Add(string header, FormattableString item) =>
            headers[header] = StringValues.IsNullOrEmpty(headers[header])
                ? item.ToString(CultureInfo.InvariantCulture) : $"{headers[header]}, {item.ToString(CultureInfo.InvariantCulture)}";
    }

    public void Dispose() => _buckets.Dispose();
}
