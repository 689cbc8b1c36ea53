using ImageFunctions.FakeAnalysis.Wire;

namespace ImageFunctions.Testing.Wire;

/// <summary>A way for a service to misbehave.</summary>
/// <param name="Answer">Null for none: the connection is dropped.</param>
/// <param name="Hangs">Whether it is dropped only when the caller goes away.</param>
public sealed record WireFault(WireAnswer? Answer, bool Hangs = false)
{
    /// <summary>429 with Retry-After in whole seconds, or without.</summary>
    public static WireFault Throttled(int? retryAfterSeconds = null) =>
        Error(429, "TooManyRequests", "Requests have exceeded the call rate limit of the current pricing tier.",
            retryAfter: retryAfterSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>An error body as the services write it.</summary>
    public static WireFault Error(int status, string code, string message, string? retryAfter = null) =>
        new(WireAnswer.Error(status, code, message, retryAfter: retryAfter));

    /// <summary>200 with a body that is not what was promised.</summary>
    public static WireFault Malformed(string body) => Raw(200, body);

    /// <summary>Any status with any body, such as a gateway's HTML page.</summary>
    public static WireFault Raw(int status, string body) => new(new WireAnswer(status, body));

    public static WireFault Hang { get; } = new(null, Hangs: true);

    public static WireFault Disconnect { get; } = new(Answer: null);
}

/// <summary>What a service does to its next requests. It behaves when the script is empty.</summary>
public sealed class WireScript(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<WireFault> _next = [];
    private WireFault? _always;
    private DateTimeOffset _throttledUntil;

    /// <summary>One fault for each of the next requests.</summary>
    public void Next(params ReadOnlySpan<WireFault> faults)
    {
        lock (_lock)
        {
            foreach (var fault in faults)
                _next.Enqueue(fault);
        }
    }

    /// <summary>The same fault for every request, until <see cref="Behave"/>.</summary>
    public void Always(WireFault fault)
    {
        lock (_lock)
            _always = fault;
    }

    /// <summary>429 for a time, with the seconds that are left as Retry-After.</summary>
    public void ThrottleFor(TimeSpan duration)
    {
        lock (_lock)
            _throttledUntil = time.GetUtcNow() + duration;
    }

    public void Behave()
    {
        lock (_lock)
        {
            _next.Clear();
            (_always, _throttledUntil) = (null, default);
        }
    }

    internal WireFault? Take()
    {
        lock (_lock)
        {
            if (_next.TryDequeue(out var fault))
                return fault;
            var left = _throttledUntil - time.GetUtcNow();
            return left > TimeSpan.Zero ? WireFault.Throttled((int)Math.Ceiling(left.TotalSeconds)) : _always;
        }
    }
}
