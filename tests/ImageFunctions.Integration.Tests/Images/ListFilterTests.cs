using System.Globalization;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images by user, tag and label, in the query and in paths.</summary>
public sealed class ListFilterTests(ContractService service) : ContractTest(service)
{
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
    [InlineData("100%")]
    [InlineData("c#/d?e\\f")]
    [InlineData("ÄÖ日本")]
    public async Task Any_characters_can_be_a_tag(string text)
    {
        var tag = NewName() + text;
        var id = await IssueAsync(new { fileName = "a.png", tags = new[] { tag } });
        Assert.Equal([id], (await Host.GetAsync($"images?tag={Uri.EscapeDataString(tag)}")).Ok().Ids());
    }

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
    public async Task Filters_combine()
    {
        var (user, tag) = (NewName(), NewName());
        await IssueAsync(new { fileName = "a.png", tags = new[] { tag } }, As(NewName()));
        await IssueAsync(new { fileName = "b.png" }, As(user));
        var match = (await Host.ProcessAsync(NewPicture(223, 101), new { fileName = "c.png", tags = new[] { tag } }, As(user)))
            .Text("imageId");
        var label = Uri.EscapeDataString(DrawnFindings.LabelFor(223));
        Assert.Equal([match], await ListedAsync($"userId={user}&tag={tag}&label={label}&status=completed&from=2020-01-01"));
        Assert.Empty(await ListedAsync($"userId={user}&tag={tag}&label={label}&status=failed"));
        Assert.Equal([match], (await Host.GetAsync($"users/{user}/images?tag={tag}")).Ok().Ids());
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
    public async Task A_blank_value_is_400_and_never_everybodys_images(string path, string code) =>
        (await Host.GetAsync(path)).Problem(400, code);

    private async Task<IReadOnlyList<string>> ListedAsync(string query) => (await Host.GetAsync($"images?{query}")).Ok().Ids();
}
