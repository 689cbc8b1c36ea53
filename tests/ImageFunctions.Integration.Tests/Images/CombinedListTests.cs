using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>Lists whose filters meet in few images, or in none: what they cost does not grow with what they pass over.</summary>
[Collection(nameof(Crowded))]
public sealed class CombinedListTests(CrowdedService service)
{
    [Fact]
    public async Task A_tag_of_many_images_and_a_user_of_few_are_two_queries_and_a_read_for_each_that_has_both()
    {
        var user = $"rare-{Guid.NewGuid():N}";
        var (both, all) = (new List<string>(), new List<string>());
        foreach (var tags in (string[][])[["another"], [CrowdedService.Tag], [CrowdedService.Tag, "another"]])
        {
            var issued = await service.Host.PostAsync("images/upload", new { fileName = "a.png", tags }, ("X-User-Id", user));
            var id = issued.Ok().Text("imageId");
            all.Add(id);
            if (tags[0] == CrowdedService.Tag)
                both.Insert(0, id);
        }

        service.Calls.Take();
        Assert.Equal(both, (await service.Host.GetAsync($"images?tag={CrowdedService.Tag}&userId={user}")).Ok().Ids());
        Assert.Equal("imageindex query 2, images read 2", service.Calls.TakeText());
        Assert.Empty((await service.Host.GetAsync($"images?tag={CrowdedService.Tag}&userId=nobody")).Ok().Ids());
        Assert.Equal("imageindex query 2", service.Calls.TakeText());
        foreach (var id in all)
            (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
    }

    [Fact]
    public async Task Values_with_more_rows_than_a_request_answers_meet_page_by_page()
    {
        var index = service.Host.Services.Get<ImageIndex>();
        var search = service.Host.Services.Get<IndexSearch>();
        var one = new IndexEntry(IndexKinds.Tag, $"one-{Guid.NewGuid():N}");
        var other = new IndexEntry(IndexKinds.Tag, $"other-{Guid.NewGuid():N}");
        var start = DateTimeOffset.UtcNow.AddDays(-2);
        var ids = Enumerable.Range(0, IndexSearch.RowsPerValue + 300).Select(i => ImageId.New(start.AddSeconds(-i))).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token };
        await Parallel.ForAsync(0, ids.Count, options, async (i, token) =>
        {
            await index.AddAsync(ids[i], [one], token);
            // Every hundredth stands under both; the other value has as many rows besides.
            await index.AddAsync(i % 100 == 0 ? ids[i] : ImageId.New(start.AddSeconds(-i)), [other], token);
        });

        var met = new List<ImageId>();
        var (after, searches) = ((string?)null, 0);
        do
        {
            var found = await search.FindAsync([one, other], new IndexSpan(after, null, null), 5, Token);
            met.AddRange(found.Hits.Select(hit => hit.Id));
            after = found.Next;
            searches++;
        }
        while (after is not null);

        Assert.Equal(ids.Where((_, i) => i % 100 == 0), met);
        Assert.InRange(searches, 2, 5);
    }

    [Fact]
    public async Task Deleted_images_leave_the_lists_and_come_back_restored_however_deletes_and_restores_race()
    {
        var user = $"racer-{Guid.NewGuid():N}";
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
            ids.Add((await service.Host.PostAsync("images/upload", new { fileName = "a.png" }, ("X-User-Id", user))).Ok().Text("imageId"));
        await Task.WhenAll(ids.Select(async (id, i) =>
        {
            for (var round = 0; round < 8; round++)
            {
                // What was answered is so for every list that is asked for after it, while nobody changes it.
                (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
                Assert.DoesNotContain(id, await ListAsync());
                var restore = service.Host.PostAsync($"images/{id}/restore");
                var delete = service.Host.SendAsync(HttpMethod.Delete, $"images/{id}");
                Assert.Equal((200, 200), ((await restore).Status, (await delete).Status));
                (await service.Host.PostAsync($"images/{id}/restore")).Ok();
                Assert.Contains(id, await ListAsync());
            }

            if (i % 2 == 0)
                (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        }));

        Assert.Equal(ids.Where((_, i) => i % 2 == 1).Order(), (await ListAsync()).Order());
        foreach (var id in ids)
            (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();

        async Task<IReadOnlyList<string>> ListAsync() => [.. (await service.Host.GetAsync($"images?userId={user}")).Ok().Ids()];
    }

    [Fact]
    public async Task The_cleanup_writes_the_index_rows_of_a_page_in_a_few_transactions()
    {
        var calls = new StorageCalls();
        await using var storage = await StorageProxy.StartAsync(service.Host.ConnectionString, Token);
        await using var services = new AppServices(storage.ConnectionString);
        var tagged = service.Ids.Where((_, i) => i % 10 == 0).ToHashSet();
        var page = await services.Get<ImageRecords>().ListAsync(new RecordFilter([]), null, 500, Token);
        var images = page.Images.Where(image => tagged.Contains(image.Id.ToString())).ToList();
        Assert.InRange(images.Count, 20, 100);
        storage.Before = calls.SeeAsync;
        await services.Get<CareForRecord>().RepairAsync(images, DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow, Token);
        // All rows of the owner, all rows of the tag, and a look whether all are still there, which may go over midnight.
        Assert.InRange(calls.Count, 3, 4);
    }
}
