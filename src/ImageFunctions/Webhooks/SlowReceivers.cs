using System.Collections.Concurrent;

namespace ImageFunctions.Webhooks;

/// <summary>
/// Keeps receivers that do not answer from holding up the others. One that was not known to be slow gets little time; one
/// that used that up is slow for a while: it gets all its time, but shares few places with the others of its kind.
/// </summary>
public sealed class SlowReceivers(TimeProvider time)
{
    /// <summary>What a receiver has that is not known to be slow. Whoever is well answers in a tenth of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Fewer than an instance delivers at once, so that the others always have places left.</summary>
    private const int Places = 2;

    private const int MostRemembered = 1000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _slow = new(StringComparer.OrdinalIgnoreCase);
    private int _taken;

    /// <summary>Whether a receiver used up its time of late.</summary>
    public bool IsSlow(Uri url) => _slow.TryGetValue(url.Authority, out var until) && until > time.GetUtcNow();

    /// <summary>Takes one of the places for slow receivers; <see cref="Leave"/> gives it back.</summary>
    /// <returns>False when all are taken.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _taken) <= Places)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _taken);

    /// <summary>Remembers how a receiver did.</summary>
    public void Remember(Uri url, bool isSlow)
    {
        if (!isSlow)
        {
            _slow.TryRemove(url.Authority, out _);
            return;
        }

        if (_slow.Count >= MostRemembered)
            _slow.Clear();
        _slow[url.Authority] = time.GetUtcNow() + Memory;
    }
}
