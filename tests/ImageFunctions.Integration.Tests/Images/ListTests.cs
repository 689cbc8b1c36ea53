using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images: order, pages and what is in them.</summary>
public sealed class ListTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Images_come_newest_first_ten_at_a_time()
    {
        var user = NewName();
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add(await IssueAsync(null, As(user)));
        ids.Reverse();
        var page = (await Host.GetAsync($"images?userId={user}")).Ok();
        Assert.Equal(ids.Take(10), page.Ids());
        Assert.Equal(10, page.Count("count"));
        var all = (await Host.GetAsync("images")).Ok();
        Assert.Equal(10, all.Count("count"));
        // An id begins with its millisecond; within one there is no older and newer.
        var times = all.Ids().Select(id => id[..13]).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task A_limit_is_1_to_100()
    {
        var user = NewName();
        for (var i = 0; i < 3; i++)
            await IssueAsync(null, As(user));
        foreach (var (limit, count) in ((int, int)[])[(1, 1), (2, 2), (100, 3)])
            Assert.Equal(count, (await Host.GetAsync($"images?userId={user}&limit={limit}")).Ok().Count("count"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public async Task Any_other_limit_is_400(string limit)
    {
        (await Host.GetAsync($"images?limit={limit}")).Problem(400, "invalid_limit", "limit");
    }

    [Fact]
    public async Task By_status()
    {
        var user = NewName();
        var pending = await IssueAsync(null, As(user));
        var completed = await CompletedAsync(null, As(user));
        var failed = (await Host.ProcessAsync(new byte[2000], null, As(user))).Text("imageId");
        Assert.Equal([pending], await ListedAsync($"userId={user}&status=pending"));
        Assert.Equal([completed], await ListedAsync($"userId={user}&status=Completed"));
        Assert.Equal([failed], await ListedAsync($"userId={user}&status=failed"));
        Assert.Empty(await ListedAsync($"userId={user}&status=expired"));
        Assert.Contains(failed, await ListedAsync("status=failed&limit=100"));
        Assert.Contains(completed, await ListedAsync("status=completed&limit=100"));
        Assert.All((await Host.GetAsync("images?status=pending&limit=50")).Ok().Items("images"), image =>
            Assert.Equal("pending", image.Text("status")));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("done")]
    [InlineData("0")]
    public async Task Any_other_status_is_400(string status) =>
        (await Host.GetAsync($"images?status={status}")).Problem(400, "invalid_request", "status");

    [Fact]
    public async Task Nothing_found_is_an_empty_list()
    {
        var page = (await Host.GetAsync($"users/{NewName()}/images")).Ok();
        Assert.Equal(["count", "images"], page.Members());
        Assert.Equal(0, page.Count("count"));
    }

    [Fact]
    public async Task Deleted_images_are_in_no_list()
    {
        var (user, tag) = (NewName(), NewName());
        var id = await IssueAsync(new { fileName = "a.png", tags = new[] { tag } }, As(user));
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        Assert.Empty(await ListedAsync($"userId={user}"));
        Assert.Empty(await ListedAsync($"tag={tag}"));
        Assert.DoesNotContain(id, await ListedAsync("limit=100"));
    }

    [Fact]
    public async Task Items_are_the_image_less_exif_with_objects_as_names()
    {
        var whole = await Contract.SampleAsync();
        var item = (await Host.GetAsync($"users/{Sample.User}/images")).Ok().Items("images").Single();
        Assert.Equal(whole.Members(), item.Members());
        Assert.Equal(whole.At("metadata").Members().Except(["exif"]), item.At("metadata").Members());
        Assert.Equal(["tile"], item.Texts("analysis.objects"));
        foreach (var name in item.Members().Except(["metadata", "analysis", "aiAnalysis"]))
            Assert.True(JsonElement.DeepEquals(whole.At(name), item.At(name)), name);
    }

    private async Task<IReadOnlyList<string>> ListedAsync(string query) => (await Host.GetAsync($"images?{query}")).Ok().Ids();
}
