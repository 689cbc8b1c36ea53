using System.Collections.Concurrent;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// Sees every storage request of a worker, counts those that name an image, and fails the ones that a test asks it to.
/// </summary>
internal sealed class StorageTraffic
{
    private readonly ConcurrentQueue<(string Method, string Url)> _seen = [];
    private readonly ConcurrentDictionary<string, (Func<int, string, string, bool> When, StorageFate Fate)> _faults = [];
    private readonly ConcurrentDictionary<string, int> _counts = [];

    public bool IsDown { get; set; }

    /// <summary>What becomes of a request, told its method and URL; null lets it pass.</summary>
    public Func<string, string, StorageFate?>? Fate { get; set; }

    /// <summary>Runs before a request that names the image goes out.</summary>
    public Func<string, string, Task>? Before { get; set; }

    /// <summary>
    /// Breaks requests that name <paramref name="imageId"/>, each try of the client; told are their number (from 1), method and URL.
    /// </summary>
    public void Break(string imageId, Func<int, string, string, bool> when) => _faults[imageId] = (when, StorageFate.Reset);

    /// <summary>Denies requests that name <paramref name="imageId"/>, which the client does not try again.</summary>
    public void Deny(string imageId, Func<string, string, bool> when) =>
        _faults[imageId] = ((_, method, url) => when(method, url), StorageFate.Denied);

    public void Heal(string imageId) => _faults.TryRemove(imageId, out _);

    /// <summary>Lets everything pass again.</summary>
    public void Behave()
    {
        (IsDown, Fate, Before) = (false, null, null);
        _faults.Clear();
    }

    /// <summary>Begins to count anew.</summary>
    public void Forget()
    {
        _seen.Clear();
        _counts.Clear();
    }

    public int Count(string method, string part) =>
        _seen.Count(request => request.Method == method && request.Url.Contains(part, StringComparison.Ordinal));

    public async Task<StorageFate> SeeAsync(string method, string url)
    {
        _seen.Enqueue((method, url));
        if (Before is { } before)
            await before(method, url);
        if (Fate?.Invoke(method, url) is { } fate)
            return fate;
        if (IsDown)
            return StorageFate.Reset;
        foreach (var (id, (when, fault)) in _faults)
        {
            if (url.Contains(id, StringComparison.Ordinal) && when(_counts.AddOrUpdate(id, 1, (_, count) => count + 1), method, url))
                return fault;
        }

        return StorageFate.Pass;
    }
}
