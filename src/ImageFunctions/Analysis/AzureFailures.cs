using System.Net.Http.Headers;
using System.Text.Json;
using Azure;
using Azure.Identity;

namespace ImageFunctions.Analysis;

/// <summary>Sorts what the SDK clients throw by what helps: asking later, or nothing.</summary>
internal static class AzureFailures
{
    /// <summary>Runs a call; what it throws comes out as one of our two exceptions, or as the caller's own cancellation.</summary>
    public static async Task<T> SortAsync<T>(string service, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Sort(service, e) is { } sorted)
                throw sorted;
            throw;
        }
    }

    private static Exception? Sort(string service, Exception e)
    {
        return e switch
        {
            // Azure.Core wraps several failed tries; the last one tells how things stand.
            AggregateException { InnerExceptions.Count: > 0 } all => Sort(service, all.InnerExceptions[^1]),
            RequestFailedException { Status: 400 or 413 or 415 or 422 } refused => Refused(CodeOf(refused), refused.Status),
            RequestFailedException { Status: 0 } => Unavailable(AnalysisFaults.Unreachable, "could not be reached"),
            RequestFailedException { Status: 429 or 503 } busy =>
                Unavailable(AnalysisFaults.Throttled, $"answered {busy.Status}", RetryAfter(busy.GetRawResponse())),
            // A key or role that is wrong is put right by the operator; the images wait for it.
            RequestFailedException { Status: 401 or 403 } denied => Unavailable(AnalysisFaults.Unauthorized, $"answered {denied.Status}"),
            RequestFailedException other => Unavailable(AnalysisFaults.ServerError, $"answered {other.Status}"),
            AuthenticationFailedException => Unavailable(AnalysisFaults.Unauthorized, "could not be called: no credential"),
            OperationCanceledException or TimeoutException => Unavailable(AnalysisFaults.Timeout, "did not answer in time"),
            IOException or HttpRequestException => Unavailable(AnalysisFaults.Unreachable, "broke the connection"),
            JsonException or InvalidOperationException or FormatException or ArgumentException =>
                Unavailable(AnalysisFaults.MalformedAnswer, "gave an answer that cannot be read"),
            _ => null,
        };

        AnalysisRejectedException Refused(string code, int status) => new(code, $"{service} refused the image: {status} {code}.", e);

        AnalysisUnavailableException Unavailable(string code, string what, TimeSpan? retryAfter = null) =>
            new(code, $"{service} {what}.", retryAfter, e);
    }

    /// <summary>Seconds or a date; the date is taken by the service's own clock.</summary>
    private static TimeSpan? RetryAfter(Response? response)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out var text)
            || !RetryConditionHeaderValue.TryParse(text, out var wait))
            return null;
        return wait.Delta ?? wait.Date - (response.Headers.Date ?? DateTimeOffset.UtcNow);
    }

    /// <summary>
    /// The service's word in the style of ours. The inner one is the telling one:
    /// {"error":{"code":"InvalidRequest","innererror":{"code":"InvalidImageSize"}}} is <c>invalid_image_size</c>.
    /// </summary>
    private static string CodeOf(RequestFailedException e)
    {
        var code = InnerCode(e.GetRawResponse()?.Content) ?? e.ErrorCode;
        return string.IsNullOrEmpty(code) ? $"http_{e.Status}" : JsonNamingPolicy.SnakeCaseLower.ConvertName(code);
    }

    private static string? InnerCode(BinaryData? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? BinaryData.FromString("{}"));
            return json.RootElement.GetProperty("error").GetProperty("innererror").GetProperty("code").GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
