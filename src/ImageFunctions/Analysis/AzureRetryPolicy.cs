using Azure.Core;
using Azure.Core.Pipeline;

namespace ImageFunctions.Analysis;

/// <summary>
/// One quick second try for a broken connection or a server's slip. The rest is the queue's: the SDK's own policy would
/// sit out a Retry-After of a minute inside the call, and send an image again that may have been billed.
/// </summary>
internal sealed class AzureRetryPolicy() : RetryPolicy(1, DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(200)))
{
    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        !IsForTheQueue(message, exception) && await base.ShouldRetryAsync(message, exception);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !IsForTheQueue(message, exception) && base.ShouldRetry(message, exception);

    private static bool IsForTheQueue(HttpMessage message, Exception? exception) => exception is null
        ? message.HasResponse && message.Response.Status is 408 or 429 or 503
        : exception is OperationCanceledException;
}
