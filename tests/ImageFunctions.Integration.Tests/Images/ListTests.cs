using System.Globalization;
using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images and its filtered sisters.</summary>
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task A_limit_is_1_to_100(int limit)
    {
        var user = NewName();
        for (var i = 0; i < 3; i++)
            await IssueAsync(null, As(user));
        Assert.Equal(Math.Min(limit, 3), (await Host.GetAsync($"images?userId={user}&limit={limit}")).Ok().Count("count"));
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
        var problem = (await Host.GetAsync($"images?limit={limit}")).Problem(400, "invalid_limit");
        Assert.Equal(["limit"], problem.At("errors").Members());
    }

    [Theory]
    [InlineData("images?userId={0}")]
    [InlineData("images?user_id={0}")]
    [InlineData("users/{0}/images")]
    public async Task By_user(string path)
    {
        var user = NewName();
        var id = await IssueAsync(null, As(user));
        await IssueAsync(null, As(NewName()));
        Assert.Equal([id], (await Host.GetAsync(string.Format(CultureInfo.InvariantCulture, path, user))).Ok().Ids());
    }

    [Theory]
    [InlineData("images?tag={0}")]
    [InlineData("images?tags={0}")]
    [InlineData("tags/{0}/images")]
    public async Task By_tag_without_regard_to_case(string path)
    {
        var tag = NewName();
        var id = await IssueAsync(new { fileName = "a.png", tags = new[] { "other", tag } });
        Assert.Equal([id], (await Host.GetAsync(string.Format(CultureInfo.InvariantCulture, path, tag.ToUpperInvariant()))).Ok().Ids());
    }

    [Theory]
    [InlineData("images?tag={0}&tag={1}")]
    [InlineData("images?tags={0},{1}")]
    [InlineData("images?tag={1}&tags={0}")]
    [InlineData("tags/{0}/images?tags={1}")]
    public async Task Several_tags_mean_all_of_them(string path)
    {
        var (one, two) = (NewName(), NewName());
        await IssueAsync(new { fileName = "a.png", tags = new[] { one } });
        var both = await IssueAsync(new { fileName = "b.png", tags = new[] { two, one } });
        await IssueAsync(new { fileName = "c.png", tags = new[] { two } });
        Assert.Equal([both], (await Host.GetAsync(string.Format(CultureInfo.InvariantCulture, path, one, two))).Ok().Ids());
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("100%")]
    [InlineData("c#/d?e\\f")]
    [InlineData("ÄÖ日本")]
    [InlineData("it's")]
    public async Task Any_characters_can_be_a_tag(string text)
    {
        var tag = NewName() + text;
        var id = await IssueAsync(new { fileName = "a.png", tags = new[] { tag } });
        Assert.Equal([id], (await Host.GetAsync($"images?tag={Uri.EscapeDataString(tag)}")).Ok().Ids());
    }

    [Theory]
    [InlineData("users/%20/images", "invalid_user_id")]
    [InlineData("images?userId=", "invalid_user_id")]
    [InlineData("images?user_id=%20", "invalid_user_id")]
    [InlineData("tags/%20/images", "invalid_tag")]
    [InlineData("images?tag=", "invalid_tag")]
    [InlineData("images?tags=%20", "invalid_tag")]
    [InlineData("labels/%20/images", "invalid_request")]
    [InlineData("images?label=", "invalid_request")]
    public async Task A_blank_value_is_400_and_never_everybodys_images(string path, string code) => (await Host.GetAsync(path)).Problem(400, code);

    [Theory]
    [InlineData("users/a%2Fb/images", "userId")]
    [InlineData("tags/a%2Fb/images", "tag")]
    [InlineData("tags/100%25/images", "tag")]
    [InlineData("labels/a%5Cb/images", "label")]
    public async Task A_path_that_can_be_read_in_two_ways_is_400_and_names_the_query(string path, string query) =>
        Assert.Contains($"/images?{query}=", (await Host.GetAsync(path)).Problem(400, "ambiguous_path").Text("detail"));

    [Theory]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("größe 文;=&")]
    [InlineData("it's (50) @ home!")]
    public async Task A_value_that_survives_a_path_finds_the_same_there_as_in_a_query(string text)
    {
        var tag = NewName()[..20] + text;
        var id = await IssueAsync(new { fileName = "a.png", tags = new[] { tag } });
        Assert.Equal([id], (await Host.GetAsync($"tags/{Uri.EscapeDataString(tag)}/images")).Ok().Ids());
        Assert.Equal([id], (await Host.GetAsync($"images?tag={Uri.EscapeDataString(tag)}")).Ok().Ids());
    }

    [Theory]
    [InlineData("images?label={0}")]
    [InlineData("labels/{0}/images")]
    [InlineData("images?label={0}&minConfidence=91")]
    public async Task By_label(string path)
    {
        var picture = (await Host.ProcessAsync(NewPicture(211, 97))).Text("imageId");
        var label = Uri.EscapeDataString(DrawnFindings.LabelFor(211).ToUpperInvariant());
        Assert.Contains(picture, (await Host.GetAsync(string.Format(CultureInfo.InvariantCulture, path, label))).Ok().Ids());
        Assert.Empty((await Host.GetAsync($"images?label={label}&minConfidence=92")).Ok().Ids());
        Assert.Empty((await Host.GetAsync($"labels/{NewName()}/images")).Ok().Ids());
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
        Assert.All((await Host.GetAsync("images?status=pending&limit=50")).Ok().Items("images"), image => Assert.Equal("pending", image.Text("status")));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("done")]
    [InlineData("0")]
    public async Task Any_other_status_is_400(string status) =>
        Assert.Equal(["status"], (await Host.GetAsync($"images?status={status}")).Problem(400, "invalid_request").At("errors").Members());

    [Fact]
    public async Task Filters_combine()
    {
        var (user, tag) = (NewName(), NewName());
        await IssueAsync(new { fileName = "a.png", tags = new[] { tag } }, As(NewName()));
        await IssueAsync(new { fileName = "b.png" }, As(user));
        var match = (await Host.ProcessAsync(NewPicture(223, 101), new { fileName = "c.png", tags = new[] { tag } }, As(user))).Text("imageId");
        var label = Uri.EscapeDataString(DrawnFindings.LabelFor(223));
        Assert.Equal([match], await ListedAsync($"userId={user}&tag={tag}&label={label}&status=completed&from=2020-01-01"));
        Assert.Empty(await ListedAsync($"userId={user}&tag={tag}&label={label}&status=failed"));
        Assert.Equal([match], (await Host.GetAsync($"users/{user}/images?tag={tag}")).Ok().Ids());
    }

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
