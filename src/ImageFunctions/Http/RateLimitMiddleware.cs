using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using ImageFunctions.Contracts;
using ImageFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Http;

/// <summary>
/// Answers 429 when one key or one client asks too fast, and tells all how much is left
/// (draft-ietf-httpapi-ratelimit-headers: RateLimit and RateLimit-Policy).
/// </summary>
public sealed partial class RateLimitMiddleware : IFunctionsWorkerMiddleware, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly RateLimitOptions _options;
    private readonly ILogger<RateLimitMiddleware> _logger;
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public RateLimitMiddleware(IOptions<RateLimitOptions> options, ILogger<RateLimitMiddleware> logger)
    {
        _options = options.Value;
        _logger = logger;
        _limiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => Bucket("key:" + KeyOf(context))),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Bucket("client:" + ClientOf(context))));
    }

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!_options.Enabled || context.GetHttpContext() is not { } http || IsFree(http))
        {
            await next(context);
            return;
        }

        using var lease = _limiter.AttemptAcquire(http);
        http.Response.Headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture, $"\"default\";q={_options.Burst};w={Math.Max(1, _options.Burst * 60 / _options.PermitsPerMinute)}");
        var left = _limiter.GetStatistics(http)?.CurrentAvailablePermits ?? 0;
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={left};t={Math.Max(1, 60 / _options.PermitsPerMinute)}");
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Period;
        LogLimited(_logger, context.FunctionDefinition.Name);
        throw new ProblemException(ProblemCodes.RateLimited, "Too many requests: slow down and try again.") { RetryAfter = wait };
    }

    public void Dispose() => _limiter.Dispose();

    private RateLimitPartition<string> Bucket(string name) => RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = _options.Burst,
        TokensPerPeriod = Math.Max(1, _options.PermitsPerMinute / 60),
        ReplenishmentPeriod = _options.PermitsPerMinute >= 60 ? Period : TimeSpan.FromMinutes(1.0 / _options.PermitsPerMinute),
        AutoReplenishment = true,
        QueueLimit = 0,
    });

    // A monitor that is told "too many" would call a busy service a dead one.
    private static bool IsFree(HttpContext context) => context.Request.Path.Value?.EndsWith("/health", StringComparison.OrdinalIgnoreCase) == true;

    // Keys are secrets: only their hash is kept in memory.
    private static string KeyOf(HttpContext context)
    {
        var key = context.Request.Headers["x-functions-key"] is [{ Length: > 0 } header, ..] ? header : context.Request.Query["code"].ToString();
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
    }

    // The front end puts the client it saw last; earlier entries are the client's own words.
    private static string ClientOf(HttpContext context) =>
        context.Request.Headers["X-Forwarded-For"] is [.., { Length: > 0 } forwarded]
            ? forwarded.Split(',')[^1].Trim()
            : context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    [LoggerMessage(1210, LogLevel.Warning, "A request to {Function} was refused: too many.", EventName = AlertEvents.RateLimited)]
    private static partial void LogLimited(ILogger logger, string function);
}
