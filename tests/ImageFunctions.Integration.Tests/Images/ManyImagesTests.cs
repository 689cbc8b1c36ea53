namespace ImageFunctions.Integration.Tests.Images;

/// <summary>10,000 images: what a page costs does not grow with their number, and pages reach every image once.</summary>
[Collection(nameof(Crowded))]
public sealed class ManyImagesTests(CrowdedService service)
{
    [Fact]
    public async Task A_page_takes_as_many_round_trips_with_10_000_images_as_with_100()
    {
        var many = await PageFigures.MeasureAsync(service.Host, service.Calls, service.Ids);
        foreach (var (name, figure) in many)
            TestContext.Current.TestOutputHelper?.WriteLine($"| {name} | {service.WithFew[name]} | {figure} |");
        // One more where a page goes on over midnight.
        Assert.All(many, one => Assert.InRange(one.Value.Calls, 1, service.WithFew[one.Key].Calls + 1));
    }

    [Fact]
    public async Task Every_image_is_reached_once_while_others_come_and_go()
    {
        var victims = service.Ids.Where((_, i) => i % 40 == 7).ToList();
        using var paging = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (added, deleted) = (new List<string>(), new HashSet<string>());
        var others = ComeAndGoAsync(victims, added, deleted, paging.Token);
        var all = await PagesAsync("limit=100");
        var tagged = await PagesAsync($"tag={CrowdedService.Tag}&limit=100");
        await paging.CancelAsync();
        await others;

        AssertOnce(all, service.Ids, victims, added);
        AssertOnce(tagged, [.. service.Ids.Where((_, i) => i % 10 == 0)], victims, []);
        Assert.NotEmpty(added);
        Assert.NotEmpty(deleted);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{all.Count} images paged through while {added.Count} came and {deleted.Count} went.");
        foreach (var id in deleted)
            service.Ids.Remove(id);
    }

    [Fact]
    public void A_record_is_two_kilobytes_or_so()
    {
        // As the service counts: 4 bytes, two per character of keys, names and text, and 8 for each property.
        var bytes = 4 + (2 * (service.Template.PartitionKey.Length + service.Template.RowKey.Length));
        foreach (var (name, value) in service.Template.Where(property => property.Key is not ("PartitionKey" or "RowKey" or "odata.etag")))
            bytes += 8 + (2 * name.Length) + (value is string text ? 4 + (2 * text.Length) : 8);
        TestContext.Current.TestOutputHelper?.WriteLine($"A record has {bytes:N0} bytes.");
        Assert.InRange(bytes, 1000, 8 * 1024);
    }

    private static void AssertOnce(List<string> reached, List<string> there, List<string> victims, List<string> added)
    {
        Assert.Equal(reached.Count, reached.Distinct().Count());
        var times = reached.Select(id => id[..13]).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
        var steady = there.Except(victims).ToHashSet();
        Assert.Equal(steady.Order(), reached.Where(steady.Contains).Order());
        Assert.Empty(reached.Except(there).Except(added));
    }

    private async Task<List<string>> PagesAsync(string query)
    {
        var ids = new List<string>();
        var cursor = "";
        for (var page = 0; page < 1000; page++)
        {
            var answer = (await service.Host.GetAsync($"images?{query}{cursor}")).Ok();
            ids.AddRange(answer.Ids());
            if (!answer.Has("nextCursor"))
                return ids;
            cursor = $"&cursor={answer.Text("nextCursor")}";
        }

        throw new InvalidOperationException("The list does not end.");
    }

    private async Task ComeAndGoAsync(List<string> victims, List<string> added, HashSet<string> deleted, CancellationToken until)
    {
        for (var i = 0; i < victims.Count && !until.IsCancellationRequested; i++)
        {
            added.Add((await service.Host.PostAsync("images/upload", new { fileName = "new.png" })).Ok().Text("imageId"));
            // Some are hidden, some are gone for good, from both ends of the list.
            var victim = victims[i % 2 == 0 ? i : victims.Count - i];
            (await service.Host.SendAsync(HttpMethod.Delete, $"images/{victim}?purge={(i % 4 < 2 ? "true" : "false")}")).Ok();
            deleted.Add(victim);
        }
    }
}
