using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ImageFunctions.Contracts;

namespace ImageFunctions.Storage;

/// <summary>
/// Turns what is left after the client's own retries (no connection, time-out, 429, 5xx) into
/// <see cref="StorageUnavailableException"/>, in one place for all three services.
/// </summary>
internal sealed class UnavailablePolicy : HttpPipelinePolicy
{
    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline, isAsync: true);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline, isAsync: false).AsTask().GetAwaiter().GetResult();

    private static async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline, bool isAsync)
    {
        try
        {
            if (isAsync)
                await ProcessNextAsync(message, pipeline);
            else
                ProcessNext(message, pipeline);
        }
        catch (Exception e) when (IsUnavailable(e) && !message.CancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException("Storage could not be reached.", e);
        }

        if (message.HasResponse && message.Response.Status is 408 or 429 or 500 or 502 or 503 or 504)
            throw new StorageUnavailableException($"Storage answered {message.Response.Status}.");
    }

    // Azure.Core wraps several failed tries into an AggregateException.
    private static bool IsUnavailable(Exception e) => e switch
    {
        AggregateException all => all.InnerExceptions.All(IsUnavailable),
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        IOException or HttpRequestException or OperationCanceledException or TimeoutException => true,
        _ => false,
    };
}
