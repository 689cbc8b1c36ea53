using System.Globalization;
using System.Text;

namespace ImageFunctions.Bench.Load;

/// <summary>The run as Markdown and as a chart.</summary>
/// <param name="lost">Images that their clients saw completed and that the list by tag does not have.</param>
internal sealed class LoadReport(LoadLog log, IReadOnlyList<WorkerSample> worker, int lost)
{
    private static readonly double[] Shares = [0.5, 0.95, 0.99];
    private readonly StringBuilder _text = new();

    public string Chart()
    {
        var chart = new LoadChart(log.Phases, log.Now);
        var completed = log.Images.Where(image => image.Completed is not null).Select(image => (image.Completed!.Value, 1.0));
        var calls = log.Calls.Select(call => (call.At, call.Seconds * 1000)).ToList();
        chart.Add("images completed per second", "#2da44e", PerSecond(completed, values => values.Count()));
        chart.Add("calls per second", "#1f6feb", PerSecond(calls, values => values.Count()));
        chart.Add("calls, p95 ms", "#bf8700", PerSecond(calls, values => Quantile.Of(values, 0.95)));
        chart.Add("worker, cores", "#a475f9", [.. worker.Select(sample => (sample.At, sample.Cores))]);
        chart.Add("worker, MB", "#cf222e", [.. worker.Select(sample => (sample.At, sample.Megabytes))]);
        return chart.Draw($"Load, {Time()} UTC");
    }

    public string Text(string target, string images)
    {
        Line($"# Load, {Time()} UTC\n");
        Line($"{target}; {images}. Client: {Machine.Description}.\n");
        Line("![Over time](load.svg)\n");
        Images();
        Calls();
        foreach (var errors in log.Calls.Where(call => call.Error is not null).GroupBy(call => (call.Error, call.Route, call.Phase)))
            Line($"\n{errors.Count()} × {errors.Key.Error}: {errors.Key.Route} in {errors.Key.Phase}.");
        if (worker.Count > 0)
            Worker();
        return _text.ToString();
    }

    private void Images()
    {
        Line("| phase | s | uploaded | completed | failed | open | images/s | PUT end → thumbnails p50, p95, p99 s | → completed p50, "
            + "p95, p99 s |");
        Line("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var phase in log.Phases)
        {
            var all = log.Images.Where(image => image.Phase == phase.Name).ToList();
            var done = all.Where(image => image.Completed is not null).ToList();
            var seen = all.Where(image => image.Thumbnails is not null).Select(image => image.Thumbnails!.Value - image.Uploaded);
            var rate = done.Count == 0 ? double.NaN
                : done.Count / (done.Max(image => image.Completed!.Value) - all.Min(image => image.Uploaded));
            var failed = all.Count(image => image.HasFailed);
            Line($"| {phase.Name} | {phase.End - phase.Start:F0} | {all.Count} | {done.Count} | {failed} | "
                + $"{all.Count - done.Count - failed} "
                + $"| {Number(rate, "F2")} | {Spread(seen, "F2")} "
                + $"| {Spread(done.Select(image => image.Completed!.Value - image.Uploaded), "F2")} |");
        }

        Line("\nClients look at most every 0.25 s, and all who wait together at most a hundred times a second. "
            + $"Completed but not listed by tag: {lost}.\n");
    }

    private void Calls()
    {
        Line("| phase | call | calls | per s | errors | p50, p95, p99 ms | slowest |");
        Line("|---|---|--:|--:|--:|--:|--:|");
        foreach (var phase in log.Phases)
        {
            var routes = log.Calls.Where(call => call.Phase == phase.Name).GroupBy(call => call.Route);
            foreach (var route in routes.OrderBy(route => route.Key, StringComparer.Ordinal))
            {
                var times = route.Select(call => call.Seconds * 1000).ToList();
                var errors = route.Count(call => call.Error is not null);
                Line($"| {phase.Name} | {route.Key} | {times.Count} | {times.Count / (phase.End - phase.Start):F1} | {errors} "
                    + $"| {Spread(times, "F0")} | {times.Max():F0} |");
            }
        }
    }

    private void Worker()
    {
        Line("\n| phase | worker's CPU, cores | per image, ms | memory at start, most, at end, MB |");
        Line("|---|--:|--:|--:|");
        foreach (var phase in log.Phases)
        {
            var samples = worker.Where(sample => sample.At >= phase.Start && sample.At <= phase.End).ToList();
            if (samples.Count == 0)
                continue;
            var done = log.Images.Count(image => image.Phase == phase.Name && image.Completed is not null);
            var cores = samples.Average(sample => sample.Cores);
            var each = done == 0 ? double.NaN : 1000 * cores * (phase.End - phase.Start) / done;
            Line($"| {phase.Name} | {cores:F2} | {Number(each, "F0")} "
                + $"| {samples[0].Megabytes:F0}, {samples.Max(sample => sample.Megabytes):F0}, {samples[^1].Megabytes:F0} |");
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');

    private List<(double At, double Value)> PerSecond(
        IEnumerable<(double At, double Value)> events, Func<IEnumerable<double>, double> figure)
    {
        var seconds = events.ToLookup(item => (int)item.At, item => item.Value);
        return [.. Enumerable.Range(0, (int)log.Now + 1)
            .Select(second => ((double)second, seconds.Contains(second) ? figure(seconds[second]) : 0))];
    }

    private static string Spread(IEnumerable<double> figures, string format)
    {
        var all = figures.ToList();
        return all.Count == 0 ? "–" : string.Join(", ", Shares.Select(share => Number(Quantile.Of(all, share), format)));
    }

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Time() => DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
