using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>How a list goes on.</summary>
public sealed class CursorTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task The_cursor_has_three_names_and_each_is_accepted()
    {
        var (user, ids) = await ThreeAsync();
        var first = (await Host.GetAsync($"images?userId={user}&limit=2")).Ok();
        var cursor = first.Text("nextCursor");
        Assert.Equal(cursor, first.Text("lastKey"));
        Assert.Equal(cursor, first.Text("lastEvaluatedKey"));
        foreach (var name in (string[])["cursor", "lastKey", "lastEvaluatedKey"])
            Assert.Equal([ids[0]], (await Host.GetAsync($"images?userId={user}&limit=2&{name}={cursor}")).Ok().Ids());
    }

    [Fact]
    public async Task The_last_page_has_none_of_them()
    {
        var (user, _) = await ThreeAsync();
        var whole = (await Host.GetAsync($"images?userId={user}&limit=3")).Ok();
        Assert.Equal(["count", "images"], whole.Members());
    }

    [Theory]
    [InlineData("userId={0}")]
    [InlineData("tag={0}")]
    [InlineData("userId={0}&status=pending")]
    [InlineData("userId={0}&from=2020-01-01&to=2190-01-01")]
    public async Task Pages_reach_every_image_once_whatever_their_size(string filter)
    {
        var name = NewName();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add(await IssueAsync(new { fileName = "a.png", tags = new[] { name } }, As(name)));
        ids.Reverse();
        var query = filter.Replace("{0}", name, StringComparison.Ordinal);
        for (var limit = 1; limit <= 8; limit++)
            Assert.Equal(ids, await AllAsync(Host, query, limit));
    }

    [Fact]
    public async Task The_list_of_all_images_goes_on_from_page_to_page()
    {
        var (_, ids) = await ThreeAsync();
        var since = Uri.EscapeDataString((await Host.GetAsync($"images/{ids[0]}")).Ok().Text("uploadedAt"));
        var until = Uri.EscapeDataString((await Host.GetAsync($"images/{ids[2]}")).Ok().Text("uploadedAt"));
        var all = await AllAsync(Host, $"from={since}&to={until}", 1);
        Assert.Equal(all.Distinct(), all);
        Assert.Subset(all.ToHashSet(), ids.ToHashSet());
        Assert.Equal(all, await AllAsync(Host, $"from={since}&to={until}", 100));
    }

    [Fact]
    public async Task A_cursor_works_on_another_instance()
    {
        var (user, ids) = await ThreeAsync();
        var cursor = (await Host.GetAsync($"images?userId={user}&limit=1")).Ok().Text("nextCursor");
        var other = await Contract.PlainAsync();
        Assert.Equal([ids[1]], (await other.GetAsync($"images?userId={user}&limit=1&cursor={cursor}")).Ok().Ids());
    }

    [Fact]
    public async Task A_cursor_goes_on_where_its_image_was_when_that_is_gone()
    {
        var (user, ids) = await ThreeAsync();
        var cursor = (await Host.GetAsync($"images?userId={user}&limit=1")).Ok().Text("nextCursor");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{ids[2]}?purge=true")).Ok();
        Assert.Equal([ids[1], ids[0]], (await Host.GetAsync($"images?userId={user}&cursor={cursor}")).Ok().Ids());
    }

    [Fact]
    public async Task A_changed_cursor_is_400()
    {
        var (user, _) = await ThreeAsync();
        var cursor = (await Host.GetAsync($"images?userId={user}&limit=1")).Ok().Text("nextCursor");
        for (var at = 0; at < cursor.Length; at += 3)
        {
            var changed = cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
            (await Host.GetAsync($"images?userId={user}&limit=1&cursor={changed}")).Problem(400, "invalid_cursor");
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%00")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("..%2F..%2F")]
    public async Task What_was_never_a_cursor_is_400(string cursor)
    {
        (await Host.GetAsync($"images?cursor={cursor}")).Problem(400, "invalid_cursor", "cursor");
    }

    [Fact]
    public async Task A_cursor_of_another_filter_is_400()
    {
        var (user, _) = await ThreeAsync();
        var cursor = (await Host.GetAsync($"images?userId={user}&limit=1")).Ok().Text("nextCursor");
        (await Host.GetAsync($"images?userId={NewName()}&cursor={cursor}")).Problem(400, "invalid_cursor");
        (await Host.GetAsync($"images?cursor={cursor}")).Problem(400, "invalid_cursor");
    }

    [Fact]
    public async Task A_cursor_may_be_used_with_another_limit()
    {
        var (user, ids) = await ThreeAsync();
        var cursor = (await Host.GetAsync($"images?userId={user}&limit=1")).Ok().Text("nextCursor");
        Assert.Equal([ids[1], ids[0]], (await Host.GetAsync($"images?userId={user}&limit=50&cursor={cursor}")).Ok().Ids());
    }

    private static async Task<List<string>> AllAsync(ServiceHost host, string query, int limit)
    {
        var ids = new List<string>();
        var cursor = "";
        for (var page = 0; page < 200; page++)
        {
            JsonElement answer = (await host.GetAsync($"images?{query}&limit={limit}{cursor}")).Ok();
            ids.AddRange(answer.Ids());
            if (!answer.Has("nextCursor"))
                return ids;
            cursor = $"&cursor={answer.Text("nextCursor")}";
        }

        throw new InvalidOperationException("The list does not end.");
    }

    private async Task<(string User, IReadOnlyList<string> Ids)> ThreeAsync()
    {
        var user = NewName();
        return (user, [await IssueAsync(null, As(user)), await IssueAsync(null, As(user)), await IssueAsync(null, As(user))]);
    }
}
