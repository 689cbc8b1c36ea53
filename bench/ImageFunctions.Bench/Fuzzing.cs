using System.Text.Json;

namespace ImageFunctions.Bench;

/// <summary>Feeds each engine damaged images and judges: a result or a typed refusal, in time, in bounds, in silence.</summary>
internal static class Fuzzing
{
    private const int Batch = 1000;

    /// <summary>What files of these sizes may add to a process.</summary>
    private const long MemoryBound = 350_000_000;

    public static int Run(Arguments arguments)
    {
        var (count, seed) = (arguments.Number("count", 10_000), arguments.Number("seed", 1));
        var engines = arguments.Text("engine") is { } engine ? [engine] : Subject.Engines;
        var bad = engines.Sum(name => Feed(name, seed, count));
        Console.WriteLine(bad == 0 ? "Every image ended in a result or a refusal." : $"{bad} failures.");
        return bad == 0 ? 0 : 1;
    }

    private static int Feed(string engine, int firstSeed, int count)
    {
        var bad = 0;
        SortedDictionary<string, int> ends = [];
        var (slowest, peak) = (0.0, 0L);
        for (var seed = firstSeed; seed < firstSeed + count; seed += Batch)
        {
            var size = Math.Min(Batch, firstSeed + count - seed);
            var (exitCode, output, error) = ChildProcess.RunSelf("fuzz-one", "--engine", engine, "--seed", $"{seed}", "--count", $"{size}");
            List<string> failures = [];
            if (exitCode != 0)
                failures.Add($"seeds {seed} to {seed + size - 1}: the process ended with {exitCode}");
            if (error.Length > 0)
                failures.Add($"seeds {seed} to {seed + size - 1} wrote to standard error: {error[..Math.Min(error.Length, 300)]}");
            if (exitCode == 0)
            {
                var outcome = JsonSerializer.Deserialize<FuzzOutcome>(output, ChildProcess.Json)!;
                failures.AddRange(outcome.Failures);
                if (outcome.AddedBytes > MemoryBound)
                    failures.Add($"seeds {seed} to {seed + size - 1}: {outcome.AddedBytes / 1e6:F0} MB added");
                ends["rendered"] = ends.GetValueOrDefault("rendered") + outcome.Rendered;
                foreach (var (code, times) in outcome.Refused)
                    ends[code] = ends.GetValueOrDefault(code) + times;
                (slowest, peak) = (Math.Max(slowest, outcome.SlowestMs), Math.Max(peak, outcome.AddedBytes));
            }

            failures.ForEach(Console.WriteLine);
            bad += failures.Count;
        }

        Console.WriteLine($"{engine}: {count:N0} images; {string.Join(", ", ends.Select(end => $"{end.Key} {end.Value:N0}"))}; slowest "
            + $"{slowest:F0} ms of CPU; {peak / 1e6:F0} MB added");
        return bad;
    }
}
