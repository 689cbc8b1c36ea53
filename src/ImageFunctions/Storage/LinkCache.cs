using System.Collections.Concurrent;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Storage;

/// <summary>What a link is signed for.</summary>
/// <param name="Variant">Null for the original.</param>
internal readonly record struct LinkTarget(ImageId Image, string? Variant, string? FileName, string? ContentType);

/// <summary>While links stay the same: the window of their times, and the hour of the key that signs them.</summary>
internal readonly record struct LinkPeriod(long Window, long Hour);

/// <summary>
/// Read links of the current period: signing one costs more than anything else in an answer. A bounded number; what is over
/// that is signed each time.
/// </summary>
internal sealed class LinkCache
{
    private const int Most = 4000;
    private volatile Held _held = new(default);

    public Uri? Find(LinkPeriod period, LinkTarget target) =>
        _held is { } held && held.Period == period && held.Links.TryGetValue(target, out var link) ? link : null;

    public void Keep(LinkPeriod period, LinkTarget target, Uri link)
    {
        var held = _held;
        if (held.Period != period)
            _held = held = new Held(period);
        if (held.Links.Count < Most)
            held.Links[target] = link;
    }

    private sealed class Held(LinkPeriod period)
    {
        public LinkPeriod Period => period;

        public ConcurrentDictionary<LinkTarget, Uri> Links { get; } = new();
    }
}
