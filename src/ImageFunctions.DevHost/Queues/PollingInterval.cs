namespace ImageFunctions.DevHost.Queues;

/// <summary>The pause before the next look at a queue: doubled by each look that found nothing.</summary>
internal sealed class PollingInterval(TimeSpan longest)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = Shortest;

    public TimeSpan Next()
    {
        var pause = _next;
        _next = _next * 2 < longest ? _next * 2 : longest;
        return pause;
    }

    public void Reset() => _next = Shortest;
}
