using System.Diagnostics;
using System.Globalization;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>What a read costs: calls to storage, and the best time of a few, in milliseconds.</summary>
internal sealed record PageFigure(int Calls, double Time)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Calls} | {Time:0.0} ms");
}

/// <summary>Measures the reads that lists are made of.</summary>
internal static class PageFigures
{
    private const int Rounds = 5;

    public static async Task<IReadOnlyDictionary<string, PageFigure>> MeasureAsync(
        ServiceHost host, StorageCalls calls, IReadOnlyList<string> ids)
    {
        var middle = ids[ids.Count / 2];
        var created = Uri.EscapeDataString(ImageId.Parse(middle)!.Value.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        var next = (await host.GetAsync("images?limit=10")).Ok().Text("nextCursor");
        var nextOfUser = (await host.GetAsync($"images?limit=10&userId={CrowdedService.User}")).Ok().Text("nextCursor");
        var figures = new Dictionary<string, PageFigure>();
        foreach (var (name, path) in new[]
        {
            ("one image", $"images/{middle}"),
            ("first page of 10", "images?limit=10"),
            ("next page of 10", $"images?limit=10&cursor={next}"),
            ("first page of 50", "images?limit=50"),
            ("10 from the middle", $"images?limit=10&to={created}"),
            ("10 by status", "images?limit=10&status=completed"),
            ("10 by user", $"images?limit=10&userId={CrowdedService.User}"),
            ("next 10 by user", $"images?limit=10&userId={CrowdedService.User}&cursor={nextOfUser}"),
            ("10 by user from the middle", $"images?limit=10&userId={CrowdedService.User}&to={created}"),
            ("5 by tag", $"images?limit=5&tag={CrowdedService.Tag}"),
        })
            figures[name] = await OneAsync(host, calls, path);
        return figures;
    }

    private static async Task<PageFigure> OneAsync(ServiceHost host, StorageCalls calls, string path)
    {
        await host.GetAsync(path);
        var (count, best) = (0, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            calls.Take();
            var started = Stopwatch.GetTimestamp();
            (await host.GetAsync(path)).Ok();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            count = calls.Count;
        }

        calls.Take();
        return new PageFigure(count, best);
    }
}
