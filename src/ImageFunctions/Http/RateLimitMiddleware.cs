using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Contracts;
using ImageFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Http;

/// <summary>
/// Answers 429 when a client asks too fast, so that it starves nobody who shares its key, or when all clients of a key do
/// together; and tells all how much is left (draft-ietf-httpapi-ratelimit-headers: RateLimit and RateLimit-Policy).
/// </summary>
public sealed partial class RateLimitMiddleware(IOptions<RateLimitOptions> options, ILogger<RateLimitMiddleware> logger)
    : IFunctionsWorkerMiddleware, IDisposable
{
    private readonly RateLimitOptions _options = options.Value;
    private readonly RateLimit _clients = new("client", options.Value.PermitsPerMinute, options.Value.Burst);
    private readonly RateLimit _keys = new(
        "key", options.Value.PermitsPerMinute * (long)options.Value.KeyFactor, options.Value.Burst * (long)options.Value.KeyFactor);

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (_options.Enabled && context.GetHttpContext() is { } http && !IsFree(http))
            Acquire(http, context.FunctionDefinition.Name);
        return next(context);
    }

    public void Dispose()
    {
        _clients.Dispose();
        _keys.Dispose();
    }

    // The client first: what it is refused must not cost the key anything. Who needs no key has its own address's limit alone.
    private void Acquire(HttpContext http, string function)
    {
        foreach (var (limit, bucket) in (ReadOnlySpan<(RateLimit, string?)>)[(_clients, ClientOf(http)), (_keys, KeyOf(http))])
        {
            if (bucket is null || limit.TryAcquire(bucket, http.Response.Headers) is not { } wait)
                continue;
            LogLimited(logger, function, limit.Name);
            throw new ProblemException(ProblemCodes.RateLimited, $"Too many requests of this {limit.Name}: slow down and try again.")
            {
                RetryAfter = wait,
            };
        }
    }

    // A monitor that is told "too many" would call a busy service a dead one.
    private static bool IsFree(HttpContext context) =>
        context.Request.Path.Value?.EndsWith("/health", StringComparison.OrdinalIgnoreCase) == true;

    // Keys are secrets: only their hash is kept in memory.
    private static string? KeyOf(HttpContext context)
    {
        var key = context.Request.Headers["x-functions-key"] is [{ Length: > 0 } header, ..]
            ? header : context.Request.Query["code"].ToString();
        return key.Length == 0 ? null : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12));
    }

    // One line of IPv6 has 2^64 addresses to ask from.
    private static string ClientOf(HttpContext context)
    {
        var client = Caller.Origin(context).Client;
        return client.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPNetwork(new IPAddress([.. client.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]), 64).ToString()
            : client.ToString();
    }

    [LoggerMessage(1210, LogLevel.Warning, "A request to {Function} was refused: too many of one {Limit}.",
        EventName = AlertEvents.RateLimited)]
    private static partial void LogLimited(ILogger logger, string function, string limit);
}
