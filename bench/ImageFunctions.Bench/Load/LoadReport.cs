using System.Globalization;
using System.Text;

namespace ImageFunctions.Bench.Load;

/// <summary>The run as Markdown and as a chart.</summary>
/// <param name="lost">Images that their clients saw completed and that the list by tag does not have.</param>
internal sealed class LoadReport(LoadLog log, IReadOnlyList<WorkerSample> worker, int lost)
{
    private static readonly double[] Shares = [0.5, 0.95, 0.99];

    public string Chart()
    {
        var seconds = log.Now;
        var chart = new LoadChart(log.Phases, seconds);
        chart.Add("images completed per second", "#2da44e", PerSecond(log.Images.Where(image => image.Completed is not null).Select(image => (image.Completed!.Value, 1.0)), values => values.Count()));
        chart.Add("calls per second", "#1f6feb", PerSecond(Calls, values => values.Count()));
        chart.Add("calls, p95 ms", "#bf8700", PerSecond(Calls, values => Quantile.Of(values, 0.95)));
        chart.Add("worker, cores", "#a475f9", [.. worker.Select(sample => (sample.At, sample.Cores))]);
        chart.Add("worker, MB", "#cf222e", [.. worker.Select(sample => (sample.At, sample.Megabytes))]);
        return chart.Draw($"Load, {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");

        IReadOnlyList<(double, double)> PerSecond(IEnumerable<(double At, double Value)> events, Func<IEnumerable<double>, double> figure) =>
            events.ToLookup(item => (int)item.At, item => item.Value) is var all
                ? [.. Enumerable.Range(0, (int)seconds + 1).Select(second => ((double)second, all.Contains(second) ? figure(all[second]) : 0))] : [];
    }

    public string Text(string target, string images)
    {
        var text = new StringBuilder();
        Line($"# Load, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
        Line();
        Line($"{target}; {images}. Client: {Machine.Description}.");
        Line();
        Line("![Over time](load.svg)");
        Line();
        Line("| phase | s | uploaded | completed | failed | open | images/s | PUT end → thumbnails p50, p95, p99 s | → completed p50, p95, p99 s |");
        Line("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var phase in log.Phases)
        {
            var all = log.Images.Where(image => image.Phase == phase.Name).ToList();
            var done = all.Where(image => image.Completed is not null).ToList();
            var span = done.Count == 0 ? double.NaN : done.Max(image => image.Completed!.Value) - all.Min(image => image.Uploaded);
            var failed = all.Count(image => image.HasFailed);
            Line($"| {phase.Name} | {phase.End - phase.Start:F0} | {all.Count} | {done.Count} | {failed} | {all.Count - done.Count - failed} | {done.Count / span:F2} "
                + $"| {Spread(all.Where(image => image.Thumbnails is not null).Select(image => image.Thumbnails!.Value - image.Uploaded), "F2")} "
                + $"| {Spread(done.Select(image => image.Completed!.Value - image.Uploaded), "F2")} |");
        }

        Line();
        Line($"Clients look at most every 0.25 s, and all who wait together at most a hundred times a second. Completed but not listed by tag: {lost}.");
        Line();
        Line("| phase | call | calls | per s | errors | p50, p95, p99 ms | slowest |");
        Line("|---|---|--:|--:|--:|--:|--:|");
        foreach (var phase in log.Phases)
        {
            foreach (var route in log.Calls.Where(call => call.Phase == phase.Name).GroupBy(call => call.Route).OrderBy(route => route.Key, StringComparer.Ordinal))
            {
                var times = route.Select(call => call.Seconds * 1000).ToList();
                Line($"| {phase.Name} | {route.Key} | {times.Count} | {times.Count / (phase.End - phase.Start):F1} | {route.Count(call => call.Error is not null)} "
                    + $"| {Spread(times, "F0")} | {times.Max():F0} |");
            }
        }

        foreach (var errors in log.Calls.Where(call => call.Error is not null).GroupBy(call => (call.Phase, call.Route, call.Error)).OrderByDescending(group => group.Count()))
            Line($"\n{errors.Count()} × {errors.Key.Error}: {errors.Key.Route} in {errors.Key.Phase}.");
        if (worker.Count > 0)
            Worker();
        return text.ToString();

        void Worker()
        {
            Line();
            Line("| phase | worker's CPU, cores | per image, ms | memory at start, most, at end, MB |");
            Line("|---|--:|--:|--:|");
            foreach (var phase in log.Phases)
            {
                var samples = worker.Where(sample => sample.At >= phase.Start && sample.At <= phase.End).ToList();
                if (samples.Count == 0)
                    continue;
                var done = log.Images.Count(image => image.Phase == phase.Name && image.Completed is not null);
                var cores = samples.Average(sample => sample.Cores);
                var each = done == 0 ? "–" : (1000 * cores * (phase.End - phase.Start) / done).ToString("F0", CultureInfo.InvariantCulture);
                Line($"| {phase.Name} | {cores:F2} | {each} | {samples[0].Megabytes:F0}, {samples.Max(sample => sample.Megabytes):F0}, {samples[^1].Megabytes:F0} |");
            }
        }

        void Line(string line = "") => text.Append(line).Append('\n');
    }

    private IEnumerable<(double At, double Value)> Calls => log.Calls.Select(call => (call.At, call.Seconds * 1000));

    private static string Spread(IEnumerable<double> figures, string format)
    {
        var all = figures.ToList();
        return all.Count == 0 ? "–" : string.Join(", ", Shares.Select(share => Quantile.Of(all, share).ToString(format, CultureInfo.InvariantCulture)));
    }
}
