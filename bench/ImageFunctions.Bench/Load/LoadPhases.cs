using System.Text.Json;

namespace ImageFunctions.Bench.Load;

/// <summary>What happens in each phase. Uploads come when they come, however long the ones before take.</summary>
internal sealed class LoadPhases(LoadClient client, LoadLog log, LoadOptions options, UploadImages images)
{
    public static readonly IReadOnlyList<string> All = ["ramp", "burst", "steady", "reads"];

    // What a gallery asks for: mostly pages.
    private const int Mix = 10;
    private const int Lists = 4;
    private const int TagLists = 6;
    private const int Details = 8;

    /// <summary>Everything that this run uploads has it.</summary>
    public string Tag { get; } = $"load-{Guid.NewGuid():N}"[..20];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var phase in options.Phases)
        {
            await log.RunPhaseAsync(phase, () => phase switch
            {
                "ramp" => UploadAsync(Ramp(), cancellationToken),
                "burst" => UploadAsync(Enumerable.Repeat(TimeSpan.Zero, options.Burst), cancellationToken),
                "steady" => UploadAsync(Steady(), cancellationToken),
                _ => ReadAsync(cancellationToken),
            });
        }
    }

    /// <summary>The rate grows from nothing to all of it.</summary>
    private IEnumerable<TimeSpan> Ramp()
    {
        var count = (int)Math.Ceiling(options.Rate * options.Length.TotalMinutes / 2);
        return Enumerable.Range(1, count).Select(number => options.Length * Math.Sqrt((double)number / count));
    }

    private IEnumerable<TimeSpan> Steady()
    {
        var count = (int)Math.Ceiling(options.Rate * options.Length.TotalMinutes);
        return Enumerable.Range(0, count).Select(number => options.Length * number / count);
    }

    private async Task UploadAsync(IEnumerable<TimeSpan> times, CancellationToken cancellationToken)
    {
        var start = log.Now;
        List<Task> uploads = [];
        foreach (var time in times)
        {
            var wait = start + time.TotalSeconds - log.Now;
            if (wait > 0)
                await Task.Delay(TimeSpan.FromSeconds(wait), cancellationToken);
            uploads.Add(client.UploadAsync(Tag, images.Next(), cancellationToken));
        }

        await Task.WhenAll(uploads);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var known = log.Images.Where(image => image.Completed is not null).Select(image => image.Id).ToList();
        var end = log.Now + options.Length.TotalSeconds;
        await Task.WhenAll(Enumerable.Range(0, options.Readers).Select(async reader =>
        {
            var random = new Random(reader);
            while (log.Now < end)
                await ReadOneAsync(random, known, cancellationToken);
        }));
    }

    private Task<JsonElement?> ReadOneAsync(Random random, List<string> known, CancellationToken cancellationToken)
    {
        var kind = random.Next(Mix);
        if (kind < Lists || known.Count == 0)
            return client.ListAsync(cancellationToken);
        if (kind < TagLists)
            return client.ListByTagAsync(Tag, cancellationToken);
        var id = known[random.Next(known.Count)];
        return kind < Details ? client.GetImageAsync(id, cancellationToken) : client.GetStatusAsync(id, cancellationToken);
    }
}
