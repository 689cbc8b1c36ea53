namespace ImageFunctions.Bench.Load;

/// <summary>What the worker used in one second.</summary>
internal sealed record WorkerSample(double At, double Cores, double Megabytes);

/// <summary>Looks at the worker's process and tells how far the run is, every second until it is stopped.</summary>
internal sealed class WorkerWatch : IDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly LoadLog _log;
    private readonly int? _worker;
    private readonly Task _watching;

    /// <param name="worker">Its process on this machine, or null when it is elsewhere.</param>
    public WorkerWatch(LoadLog log, int? worker)
    {
        (_log, _worker) = (log, worker);
        _watching = WatchAsync();
    }

    public List<WorkerSample> Samples { get; } = [];

    public async Task StopAsync()
    {
        _timer.Dispose();
        await _watching;
        LiveLine.End();
    }

    public void Dispose() => _timer.Dispose();

    private async Task WatchAsync()
    {
        var (at, cpu) = (_log.Now, _worker is { } id ? ProcessUse.CpuMs(id) : 0);
        while (await _timer.WaitForNextTickAsync())
        {
            var line = _log.Progress();
            if (_worker is { } worker)
            {
                var (now, used) = (_log.Now, ProcessUse.CpuMs(worker));
                var sample = new WorkerSample(now, (used - cpu) / 1000 / (now - at), ProcessUse.ResidentMegabytes(worker));
                (at, cpu) = (now, used);
                Samples.Add(sample);
                line += $", worker {100 * sample.Cores:F0} % CPU, {sample.Megabytes:F0} MB";
            }

            LiveLine.Show(line);
        }
    }
}
