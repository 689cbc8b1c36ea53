using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ImageFunctions.Integration.Tests.Resilience;

/// <summary>
/// Sees every storage request of a host, counts those that name an image, and fails the ones that a test asks it to: the
/// way storage itself would, in the client's pipeline.
/// </summary>
internal sealed class StorageTraffic : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<(string Method, string Url)> _seen = [];
    private readonly ConcurrentDictionary<string, Func<int, string, string, bool>> _faults = [];
    private readonly ConcurrentDictionary<string, int> _counts = [];

    public bool IsDown { get; set; }

    /// <summary>Runs before a request that names the image goes out.</summary>
    public Func<string, string, Task>? Before { get; set; }

    /// <summary>Fails requests that name <paramref name="imageId"/>; told are their number (from 1), method and URL.</summary>
    public void Fail(string imageId, Func<int, string, string, bool> when) => _faults[imageId] = when;

    public void Heal(string imageId) => _faults.TryRemove(imageId, out _);

    public int Count(string method, string part) => _seen.Count(request => request.Method == method && request.Url.Contains(part, StringComparison.Ordinal));

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var (method, url) = (message.Request.Method.Method, Uri.UnescapeDataString(message.Request.Uri.ToUri().AbsoluteUri));
        _seen.Enqueue((method, url));
        if (Before is { } before)
            await before(method, url);
        Check(method, url);
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Check(message.Request.Method.Method, Uri.UnescapeDataString(message.Request.Uri.ToUri().AbsoluteUri));
        ProcessNext(message, pipeline);
    }

    private void Check(string method, string url)
    {
        if (IsDown)
            throw new IOException("The connection was reset (by the test).");
        foreach (var (id, when) in _faults)
        {
            if (url.Contains(id, StringComparison.Ordinal) && when(_counts.AddOrUpdate(id, 1, (_, count) => count + 1), method, url))
                throw new IOException("The connection was reset (by the test).");
        }
    }
}
