using System.Collections.Concurrent;
using System.Diagnostics;

namespace ImageFunctions.Bench.Load;

/// <summary>One HTTP call. Times in seconds since the start of the run.</summary>
/// <param name="Error">A code of the service, an HTTP status without one, or the client's own error; null for a success.</param>
internal sealed record LoadCall(string Phase, string Route, double At, double Seconds, string? Error);

/// <summary>What became of an image, as its client saw it.</summary>
internal sealed class LoadImage(string phase, string id, double uploaded)
{
    public string Phase => phase;

    public string Id => id;

    /// <summary>When the storage had all of it.</summary>
    public double Uploaded => uploaded;

    public double? Thumbnails { get; set; }

    public double? Completed { get; set; }

    public bool HasFailed { get; set; }
}

/// <summary>When a phase ran, until its last image was done.</summary>
internal sealed record LoadPhase(string Name, double Start, double End);

/// <summary>Everything that happened, written by many at once.</summary>
internal sealed class LoadLog
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private string _phase = "";

    /// <summary>Seconds since the start of the run.</summary>
    public double Now => _clock.Elapsed.TotalSeconds;

    public ConcurrentQueue<LoadCall> Calls { get; } = new();

    public ConcurrentQueue<LoadImage> Images { get; } = new();

    public List<LoadPhase> Phases { get; } = [];

    public async Task RunPhaseAsync(string name, Func<Task> phase)
    {
        _phase = name;
        var start = Now;
        await phase();
        Phases.Add(new(name, start, Now));
    }

    public void Called(string route, double start, string? error) => Calls.Enqueue(new(_phase, route, start, Now - start, error));

    public LoadImage Uploaded(string id)
    {
        var image = new LoadImage(_phase, id, Now);
        Images.Enqueue(image);
        return image;
    }

    /// <summary>A line for whoever waits.</summary>
    public string Progress()
    {
        var (images, calls) = (Images.ToArray(), Calls.ToArray());
        var done = images.Where(image => image.Completed is not null).ToList();
        var recent = calls.Where(call => call.At > Now - 10).Select(call => call.Seconds * 1000).ToList();
        return $"{_phase} {_clock.Elapsed:mm\\:ss}: {images.Length} uploaded, {done.Count} completed, "
            + $"{done.Count(image => image.Completed > Now - 10) / 10.0:F1} images/s, {recent.Count / 10.0:F0} calls/s, "
            + $"p95 {Quantile.Of(recent, 0.95):F0} ms, {calls.Count(call => call.Error is not null)} errors";
    }
}
