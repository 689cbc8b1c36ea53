using System.Diagnostics;
using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Reference;

/// <summary>How much is uploaded.</summary>
/// <param name="AtOnce">Images of <paramref name="Many"/> that are all put at the same moment.</param>
/// <param name="Alone">Images of <paramref name="Large"/> that come one after the other.</param>
internal sealed record Uploads(int AtOnce, UploadImages Many, int Alone, UploadImages Large);

/// <summary>One figure of one service.</summary>
internal sealed record Figure(string Name, double Value, string Format = "F0");

/// <summary>What one service does with the same uploads, from its own start to its end.</summary>
internal sealed class SideMeasurement(Side side, int emulator, Uploads uploads) : IDisposable
{
    private const int WarmUps = 4;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await side.StartAsync(cancellationToken);
        await UploadAllAsync(WarmUps, cancellationToken);
        return [.. await MeasureAtOnceAsync(cancellationToken), .. await MeasureAloneAsync(cancellationToken)];
    }

    // What it costs to give out the upload URLs is in it; the reference has none to give.
    private async Task<List<Figure>> MeasureAtOnceAsync(CancellationToken cancellationToken)
    {
        var before = (Worker: ProcessUse.CpuMs(side.Worker), All: ProcessUse.CpuMs(side.Processes), Emulator: ProcessUse.CpuMs(emulator));
        var seconds = await UploadAllAsync(uploads.AtOnce, cancellationToken);
        var each = 1.0 / uploads.AtOnce;
        return
        [
            new("images/s", uploads.AtOnce / seconds, "F2"),
            new("CPU ms per image", (ProcessUse.CpuMs(side.Worker) - before.Worker) * each),
            new("the same with the local host", (ProcessUse.CpuMs(side.Processes) - before.All) * each),
            new("emulator CPU ms per image", (ProcessUse.CpuMs(emulator) - before.Emulator) * each),
            new("peak memory, MB", ProcessUse.PeakBytes(side.Worker) / 1e6),
        ];
    }

    /// <returns>Seconds from the first PUT until the last image is completed, by the services' own clocks.</returns>
    private async Task<double> UploadAllAsync(int count, CancellationToken cancellationToken)
    {
        var issued = new List<(IssuedUpload Upload, byte[] Content)>();
        for (var i = 0; i < count; i++)
            issued.Add((await side.AnnounceAsync(cancellationToken), uploads.Many.Next()));
        var start = DateTimeOffset.UtcNow;
        await Task.WhenAll(issued.Select(item => PutAsync(item.Upload, item.Content, cancellationToken)));
        var last = start;
        foreach (var (upload, _) in issued)
        {
            var end = (await WaitAsync(upload.ImageId, seen => seen.CompletedAt is not null, Look, cancellationToken)).CompletedAt!.Value;
            last = end > last ? end : last;
        }

        return (last - start).TotalSeconds;
    }

    // Pauses of several lengths, so that looks at the queue are met at every moment.
    private async Task<List<Figure>> MeasureAloneAsync(CancellationToken cancellationToken)
    {
        List<double> starts = [], thumbnails = [], ends = [];
        for (var i = 0; i < uploads.Alone; i++)
        {
            await Task.Delay(2000 + (i * 370 % 2000), cancellationToken);
            var upload = await side.AnnounceAsync(cancellationToken);
            var put = await PutAsync(upload, uploads.Large.Next(), cancellationToken);
            await WaitAsync(upload.ImageId, seen => seen.HasThumbnails, Glance, cancellationToken);
            thumbnails.Add((DateTimeOffset.UtcNow - put).TotalSeconds);
            var seen = await WaitAsync(upload.ImageId, seen => seen.CompletedAt is not null, Glance, cancellationToken);
            starts.Add((seen.StartedAt!.Value - put).TotalSeconds);
            ends.Add((seen.CompletedAt!.Value - put).TotalSeconds);
        }

        return [.. Spread("processing starts", starts), .. Spread("thumbnails", thumbnails), .. Spread("completed", ends)];
    }

    private static IEnumerable<Figure> Spread(string what, List<double> seconds) =>
        seconds.Count == 0 ? [] : [
            new($"PUT end → {what}, p50 s", Quantile.Of(seconds, 0.5), "F2"),
            new($"PUT end → {what}, p95 s", Quantile.Of(seconds, 0.95), "F2"),
        ];

    /// <returns>When the storage had it; the service is told at once.</returns>
    private async Task<DateTimeOffset> PutAsync(IssuedUpload upload, byte[] content, CancellationToken cancellationToken)
    {
        using var put = upload.Put(content);
        using var answer = await _http.SendAsync(put, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var end = DateTimeOffset.UtcNow;
        await side.CompleteAsync(upload.ImageId, cancellationToken);
        return end;
    }

    private async Task<Seen> WaitAsync(string imageId, Func<Seen, bool> isThere, TimeSpan pause, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            var seen = await side.LookAsync(imageId, cancellationToken);
            if (isThere(seen))
                return seen;
            await Task.Delay(pause, cancellationToken);
        }

        throw new TimeoutException($"{side.Name}: {imageId} was not done in {Patience.TotalMinutes} minutes.");
    }
}
