using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>Pages are made of copies in the index, and show what the records say all the same.</summary>
[Collection(nameof(Crowded))]
public sealed class IndexCopyTests(CrowdedService service)
{
    private readonly string _user = $"copied-{Guid.NewGuid():N}";
    private int _seconds;

    [Fact]
    public async Task A_change_that_was_answered_is_on_every_page_after_it_however_changes_race()
    {
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
            ids.Add((await AddAsync()).Id.ToString());
        await Task.WhenAll(ids.Select(async id =>
        {
            for (var round = 0; round < 6; round++)
            {
                var title = $"{id} {round}";
                // Two at once, of which either may be the last; then one alone.
                await Task.WhenAll(PatchAsync(id, "other"), PatchAsync(id, "another"));
                await PatchAsync(id, title);
                Assert.Equal(title, (await PageAsync())[id]);
                (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
                Assert.DoesNotContain(id, (await PageAsync()).Keys);
                await Task.WhenAll(service.Host.PostAsync($"images/{id}/restore"), service.Host.PostAsync($"images/{id}/restore"));
                Assert.Equal(title, (await PageAsync())[id]);
            }
        }));

        // And what has come to rest is read from the copies again.
        service.Calls.Take();
        Assert.Equal(6, (await PageAsync()).Count);
        Assert.Equal("imageindex query 2", service.Calls.TakeText());
        await PurgeAsync(ids);
    }

    [Fact]
    public async Task A_copy_that_comes_late_is_not_believed()
    {
        var old = await AddAsync();
        await PatchAsync(old.Id.ToString(), "new");
        await service.Host.Services.Get<IndexRows>().FollowAsync(old, old, Token);
        Assert.Equal("new", (await PageAsync())[old.Id.ToString()]);
        await PurgeAsync([old.Id.ToString()]);
    }

    [Fact]
    public async Task A_copy_that_comes_after_a_purge_is_not_written()
    {
        var image = await AddAsync();
        await PurgeAsync([image.Id.ToString()]);
        await service.Host.Services.Get<IndexRows>().FollowAsync(image, image, Token);
        Assert.Empty(await service.Host.Services.Get<ImageIndex>().FindAsync(new IndexEntry(IndexKinds.User, _user), default, 1, Token));
    }

    [Fact]
    public async Task A_change_that_was_marked_and_not_made_changes_no_page()
    {
        var image = await AddAsync();
        await service.Host.Services.Get<ChangeMarks>().AddAsync(image.Id, Token);
        Assert.Equal("first", (await PageAsync())[image.Id.ToString()]);
        await PatchAsync(image.Id.ToString(), "second");
        Assert.Equal("second", (await PageAsync())[image.Id.ToString()]);
        await PurgeAsync([image.Id.ToString()]);
    }

    [Fact]
    public async Task What_a_reviewer_rejected_is_shown_without_a_picture_at_once()
    {
        var image = await AddAsync();
        var links = (await service.Host.GetAsync($"images?userId={_user}")).Ok().GetProperty("images")[0];
        Assert.True(links.TryGetProperty("downloadUrl", out _));
        (await service.Host.PostAsync($"manage/moderation/{image.Id}/reject")).Ok();
        var rejected = (await service.Host.GetAsync($"images?userId={_user}")).Ok().GetProperty("images")[0];
        Assert.False(rejected.TryGetProperty("downloadUrl", out _));
        Assert.Equal("blocked", rejected.GetProperty("moderation").GetProperty("state").GetString());
        await PurgeAsync([image.Id.ToString()]);
    }

    [Theory]
    [InlineData("label={value}", ImageStatus.Completed, 2)]
    [InlineData("label={value}&minConfidence=50", ImageStatus.Completed, 2)]
    // A value more is a request more, and one reads the copies of what stands under both.
    [InlineData("moderation=flagged&userId={value}", ImageStatus.Completed, 4)]
    [InlineData("status=failed&userId={value}", ImageStatus.Failed, 4)]
    public async Task A_page_by_what_was_found_or_came_of_images_is_made_of_copies_too(string query, ImageStatus status, int queries)
    {
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add((await AddAsync(image => image with
            {
                Analysis = new ImageAnalysis { Labels = [new Label(_user, 90)] },
                Moderation = new Moderation(ModerationState.Flagged),
                Status = status,
            })).Id.ToString());
        }

        service.Calls.Take();
        var page = (await service.Host.GetAsync($"images?{query.Replace("{value}", _user, StringComparison.Ordinal)}")).Ok();
        Assert.Equal(ids, page.Items("images").Select(image => image.Text("imageId")));
        Assert.Equal($"imageindex query {queries}", service.Calls.TakeText());
        await PurgeAsync(ids);
    }

    // Older than the crowd, so that the tests that go through all of it are not in its way.
    private async Task<ImageRecord> AddAsync(Func<ImageRecord, ImageRecord>? change = null)
    {
        var (index, records) = (service.Host.Services.Get<ImageIndex>(), service.Host.Services.Get<ImageRecords>());
        var id = ImageId.New(DateTimeOffset.UtcNow.AddDays(-20).AddSeconds(-_seconds++));
        var one = (await records.GetAsync(ImageId.Parse(service.Ids[0])!.Value, Token))!;
        var image = one with { Id = id, BlobName = id.ToString(), UserId = _user, Title = "first" };
        image = change?.Invoke(image) ?? image;
        await index.AddAsync(id, IndexKinds.OfLists(image), Token);
        var stored = await records.AddAsync(image, Token);
        await service.Host.Services.Get<IndexRows>().FollowAsync(stored, stored, Token);
        return stored;
    }

    private async Task PatchAsync(string id, string title) =>
        (await service.Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title })).Ok();

    private async Task<Dictionary<string, string>> PageAsync() =>
        (await service.Host.GetAsync($"images?userId={_user}")).Ok().GetProperty("images").EnumerateArray()
            .ToDictionary(image => image.Text("imageId"), image => image.Text("title"));

    private async Task PurgeAsync(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
    }
}
