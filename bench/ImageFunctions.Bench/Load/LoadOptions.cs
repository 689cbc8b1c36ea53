namespace ImageFunctions.Bench.Load;

/// <summary>What the load is and where it goes.</summary>
/// <param name="Url">The service, or null for one that is started for it.</param>
/// <param name="Key">Its function key, where it asks for one.</param>
/// <param name="Rate">Images a minute.</param>
/// <param name="Length">Of each phase but the burst.</param>
/// <param name="Burst">Images uploaded at the same moment.</param>
/// <param name="Readers">Who read at once in the phase of reads.</param>
internal sealed record LoadOptions(
    Uri? Url, string? Key, double Rate, TimeSpan Length, IReadOnlyList<string> Phases, int Burst, int Readers)
{
    public static LoadOptions Parse(Arguments arguments)
    {
        var options = new LoadOptions(
            arguments.Text("url") is { } url ? new Uri(url.TrimEnd('/') + "/") : null,
            arguments.Text("key"),
            arguments.Amount("rate", 60),
            TimeSpan.FromMinutes(arguments.Amount("minutes", 1)),
            (arguments.Text("phases") ?? string.Join(',', LoadPhases.All)).Split(','),
            arguments.Number("burst", 200),
            arguments.Number("clients", 16));
        return options.Phases.FirstOrDefault(phase => !LoadPhases.All.Contains(phase)) is { } unknown
            ? throw new ArgumentException($"There is no phase '{unknown}': {string.Join(", ", LoadPhases.All)}.")
            : options;
    }
}
