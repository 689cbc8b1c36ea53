using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Bench.Soak;

/// <summary>Lets every so many a call of each kind to storage end badly, in every way in turn.</summary>
internal sealed partial class SoakFaults
{
    private static readonly StorageFate[] Fates =
        [StorageFate.Failure, StorageFate.LostAnswer, StorageFate.Busy, StorageFate.NoAnswer, StorageFate.Reset, StorageFate.Stall];

    /// <summary>Every which call of a kind ends badly: often enough for each to meet each, seldom enough for work to end.</summary>
    private const int Every = 17;

    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<(string Kind, StorageFate Fate), int> _injected = new();

    public bool IsOver { get; set; }

    public int Calls => _calls.Values.Sum();

    public IReadOnlyDictionary<StorageFate, int> Injected =>
        _injected.GroupBy(fault => fault.Key.Fate).ToDictionary(group => group.Key, group => group.Sum(fault => fault.Value));

    public IReadOnlyList<string> Kinds => [.. _injected.Keys.Select(fault => fault.Kind).Distinct().Order(StringComparer.Ordinal)];

    public Task<StorageFate> SeeAsync(string method, string url)
    {
        var kind = $"{method} {Place().Replace(url.Split('?')[0], "").Trim('/')}";
        var number = _calls.AddOrUpdate(kind, 1, (_, count) => count + 1);
        // Not the first ones: they make what a new account lacks.
        if (IsOver || number % Every != Every / 2)
            return Task.FromResult(StorageFate.Pass);
        var fate = Fates[number / Every % Fates.Length];
        _injected.AddOrUpdate((kind, fate), 1, (_, count) => count + 1);
        return Task.FromResult(fate);
    }

    // What is left names the container, queue or table, and which part of it: not the image.
    [GeneratedRegex(@"^/devstoreaccount1|\(.*\)|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Place();
}
