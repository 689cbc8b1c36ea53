using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageFunctions.Outbound;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Webhooks;

/// <summary>How one try ended. <paramref name="Outcome"/> is a status code or a short word.</summary>
public sealed record WebhookResult(bool IsDelivered, string Outcome);

/// <summary>
/// Posts a signed event, to public addresses only; redirects are not followed, and nothing of the answer but its status is read.
/// </summary>
public sealed partial class WebhookSender : IDisposable
{
    public const string SignatureHeader = "X-Signature";

    /// <summary>The outcome of a receiver that did not answer in time.</summary>
    public const string Timeout = "timeout";

    private readonly HttpClient _client;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _unsigned;

    public WebhookSender(IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookSender> logger)
    {
        _options = options.Value;
        (_time, _logger) = (time, logger);
        var handler = PublicHandler.Create(_options.AllowPrivateAddresses, TimeSpan.FromSeconds(_options.TimeoutSeconds));
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(_options.TimeoutSeconds) };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("ImageFunctions-Webhook/1.0");
    }

    /// <param name="patience">How long the receiver has, if that is less than the configured time.</param>
    public async Task<WebhookResult> SendAsync(Uri url, ReadOnlyMemory<byte> body, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (url.Scheme != Uri.UriSchemeHttps && !_options.AllowPrivateAddresses)
            return new WebhookResult(false, "not_https");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        if (_options.SigningSecret is { Length: > 0 } secret)
            request.Headers.Add(SignatureHeader, Sign(secret, _time.GetUtcNow(), body.Span));
        else if (Interlocked.Increment(ref _unsigned) == 1)
            LogUnsigned(_logger);
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        hurry.CancelAfter(patience);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, hurry.Token);
            return new WebhookResult(response.IsSuccessStatusCode, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
        {
            return new WebhookResult(false, "address_refused");
        }
        catch (HttpRequestException e)
        {
            return new WebhookResult(false, e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookResult(false, Timeout);
        }
    }

    /// <summary>
    /// t=unix seconds, v1=hex HMAC-SHA256 of "t.body": the time is signed too, so that an old delivery cannot be replayed.
    /// </summary>
    private static string Sign(string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(seconds + "."), .. body]);
        return $"t={seconds},v1={Convert.ToHexStringLower(signature)}";
    }

    public void Dispose() => _client.Dispose();

    [LoggerMessage(1400, LogLevel.Warning, "Webhooks are sent unsigned: set Webhooks:SigningSecret so that receivers can check them.")]
    private static partial void LogUnsigned(ILogger logger);
}
