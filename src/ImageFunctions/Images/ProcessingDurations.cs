using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>
/// How long processing takes, learnt from the records that this process sees anyway, so that estimates need no call of
/// their own and no shared counter.
/// </summary>
public sealed class ProcessingDurations
{
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(30);
    private const double Weight = 0.2;
    private readonly Lock _lock = new();
    private readonly Queue<ImageId> _seen = new();
    private double? _seconds;

    /// <summary>A moving mean that follows the last dozen or so; 30 s before anything was seen.</summary>
    public TimeSpan Expected
    {
        get
        {
            lock (_lock)
                return _seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Fallback;
        }
    }

    public void Observe(ImageRecord image)
    {
        if (image.Status != ImageStatus.Completed || image.StartedAt is not { } started || image.ProcessedAt is not { } ended
            || ended < started)
            return;
        lock (_lock)
        {
            if (_seen.Contains(image.Id))
                return;
            _seen.Enqueue(image.Id);
            if (_seen.Count > 64)
                _seen.Dequeue();
            var seconds = (ended - started).TotalSeconds;
            _seconds = _seconds is { } mean ? mean + Weight * (seconds - mean) : seconds;
        }
    }
}
