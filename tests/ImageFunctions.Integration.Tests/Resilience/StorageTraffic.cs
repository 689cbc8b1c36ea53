using System.Collections.Concurrent;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Resilience;

/// <summary>
/// Sees every storage request of a worker, counts those that name an image, and fails the ones that a test asks it to.
/// </summary>
internal sealed class StorageTraffic
{
    private readonly ConcurrentQueue<(string Method, string Url)> _seen = [];
    private readonly ConcurrentDictionary<string, Func<int, string, string, bool>> _faults = [];
    private readonly ConcurrentDictionary<string, int> _counts = [];

    public bool IsDown { get; set; }

    /// <summary>What becomes of a request, told its method and URL; null lets it pass.</summary>
    public Func<string, string, StorageFate?>? Fate { get; set; }

    /// <summary>Runs before a request that names the image goes out.</summary>
    public Func<string, string, Task>? Before { get; set; }

    /// <summary>Fails requests that name <paramref name="imageId"/>; told are their number (from 1), method and URL.</summary>
    public void Fail(string imageId, Func<int, string, string, bool> when) => _faults[imageId] = when;

    public void Heal(string imageId) => _faults.TryRemove(imageId, out _);

    public int Count(string method, string part) => _seen.Count(request => request.Method == method && request.Url.Contains(part, StringComparison.Ordinal));

    public async Task<StorageFate> SeeAsync(string method, string url)
    {
        _seen.Enqueue((method, url));
        if (Before is { } before)
            await before(method, url);
        if (Fate?.Invoke(method, url) is { } fate)
            return fate;
        return IsDown || _faults.Any(fault => url.Contains(fault.Key, StringComparison.Ordinal)
            && fault.Value(_counts.AddOrUpdate(fault.Key, 1, (_, count) => count + 1), method, url)) ? StorageFate.Reset : StorageFate.Pass;
    }
}
