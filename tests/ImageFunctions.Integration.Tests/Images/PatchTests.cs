using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>PATCH images/{id}.</summary>
public sealed class PatchTests(ContractService service) : ContractTest(service)
{
    private static readonly object First =
        new { fileName = "a.png", title = "Title", description = "Description", tags = new[] { "one", "two" } };

    [Theory]
    [InlineData("{\"title\":\"New\"}", "New", "Description", "one,two")]
    [InlineData("{\"description\":\"New\"}", "Title", "New", "one,two")]
    [InlineData("{\"tags\":[\"three\"]}", "Title", "Description", "three")]
    [InlineData("{\"title\":null}", null, "Description", "one,two")]
    [InlineData("{\"title\":\"\",\"description\":\" \",\"tags\":[]}", null, null, "")]
    [InlineData("{\"tags\":null}", "Title", "Description", "")]
    [InlineData("{}", "Title", "Description", "one,two")]
    [InlineData("{\"status\":\"completed\",\"userId\":\"me\",\"fileName\":\"b.png\"}", "Title", "Description", "one,two")]
    public async Task It_changes_what_it_names_and_nothing_else(string body, string? title, string? description, string tags)
    {
        var id = await IssueAsync(First);
        var patched = (await PatchAsync(id, body)).Ok();
        var image = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.True(JsonElement.DeepEquals(patched, image));
        Assert.Equal(title, image.Has("title") ? image.Text("title") : null);
        Assert.Equal(description, image.Has("description") ? image.Text("description") : null);
        Assert.Equal(tags, string.Join(',', image.Texts("tags")));
        Assert.Equal(("pending", "a.png"), (image.Text("status"), image.Text("fileName")));
        Assert.False(image.Has("userId"));
    }

    [Theory]
    [InlineData("{\"Title\":\"New\"}", "Title", "title")]
    [InlineData("{\"titel\":\"New\"}", "titel", "title")]
    [InlineData("{\"x\":1,\"tag\":[\"new\"]}", "tag", "tags")]
    [InlineData("{\"desc\":\"New\"}", "desc", "description")]
    public async Task A_misspelt_member_is_400_when_nothing_else_was_changed(string body, string given, string meant)
    {
        var id = await IssueAsync(First);
        var problem = (await PatchAsync(id, body)).Problem(400, "invalid_request", given);
        Assert.Contains($"Did you mean {meant}?", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("New", (await PatchAsync(id, "{\"title\":\"New\",\"Tags\":[]}")).Ok().Text("title"));
    }

    [Fact]
    public async Task New_tags_find_the_image_and_old_ones_no_longer_do()
    {
        var (before, kept, after) = (NewName(), NewName(), NewName());
        var id = await IssueAsync(new { fileName = "a.png", tags = new[] { before, kept } });
        (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { tags = new[] { kept.ToUpperInvariant(), after } })).Ok();
        Assert.Empty((await Host.GetAsync($"tags/{before}/images")).Ok().Ids());
        Assert.Equal([id], (await Host.GetAsync($"tags/{kept}/images")).Ok().Ids());
        Assert.Equal([id], (await Host.GetAsync($"tags/{after}/images")).Ok().Ids());
    }

    [Fact]
    public async Task If_Match_with_the_current_version_changes()
    {
        var id = await IssueAsync();
        var tag = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "x" }, ("If-Match", tag))).Ok();
    }

    [Fact]
    public async Task If_Match_with_an_older_version_is_412_and_changes_nothing()
    {
        var id = await IssueAsync();
        var tag = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "theirs" })).Ok();
        (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "mine" }, ("If-Match", tag)))
            .Problem(412, "precondition_failed");
        Assert.Equal("theirs", (await Host.GetAsync($"images/{id}")).Ok().Text("title"));
    }

    [Fact]
    public async Task If_Match_with_an_older_version_of_the_links_alone_changes()
    {
        var id = await IssueAsync();
        await using var earlier = await Contract.ServicesAsync(TimeSpan.FromHours(-1));
        var tag = (await earlier.CallAsync<global::ImageFunctions.Functions.ImageFunctions>(
            (function, request) => function.GetImage(request, id, Token))).Headers.ETag.ToString();
        Assert.NotEqual(tag, (await Host.GetAsync($"images/{id}")).Headers["ETag"]);
        (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "x" }, ("If-Match", tag))).Ok();
    }

    [Fact]
    public async Task If_Match_with_a_star_changes_any_version() =>
        (await Host.SendAsync(HttpMethod.Patch, $"images/{await IssueAsync()}", new { title = "x" }, ("If-Match", "*"))).Ok();

    [Fact]
    public async Task If_Match_that_cannot_be_read_is_400() =>
        (await Host.SendAsync(HttpMethod.Patch, $"images/{await IssueAsync()}", new { title = "x" }, ("If-Match", "\"open")))
            .Problem(400, "invalid_request");

    [Fact]
    public async Task Of_two_changes_to_one_version_one_wins()
    {
        var id = await IssueAsync();
        var tag = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = $"change {i}" }, ("If-Match", tag))));
        Assert.Equal([200, 412, 412, 412], answers.Select(answer => answer.Status).Order());
        var winner = answers.Single(answer => answer.Status == 200);
        Assert.Equal(winner.Json.Text("title"), (await Host.GetAsync($"images/{id}")).Ok().Text("title"));
    }

    [Fact]
    public async Task Changes_at_once_to_different_members_are_all_kept()
    {
        var id = await IssueAsync();
        var answers = await Task.WhenAll(
            Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "t" }),
            Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { description = "d" }),
            Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { tags = new[] { "x" } }));
        Assert.All(answers, answer => answer.Ok());
        var image = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal(("t", "d", "x"), (image.Text("title"), image.Text("description"), image.Texts("tags").Single()));
    }

    [Theory]
    [InlineData("{\"title\":5}", "title")]
    [InlineData("{\"description\":[]}", "description")]
    [InlineData("{\"tags\":\"one\"}", "tags")]
    [InlineData("{\"tags\":[5]}", "tags")]
    [InlineData("{\"title\":\"\\ud800\"}", "title")]
    [InlineData("{\"tags\":[\"\\udfff\"]}", "tags")]
    public async Task A_member_of_the_wrong_type_is_400(string body, string field) =>
        (await PatchAsync(await IssueAsync(), body)).Problem(400, "invalid_request", field);

    [Fact]
    public async Task A_member_that_is_no_UTF_8_is_400()
    {
        using var content = new ByteArrayContent([.. "{\"title\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(400, (await Host.SendAsync(HttpMethod.Patch, $"images/{await IssueAsync()}", content)).Status);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("nothing")]
    public async Task A_body_that_is_no_object_is_400(string body) =>
        (await PatchAsync(await IssueAsync(), body)).Problem(400, "invalid_json");

    [Fact]
    public async Task An_unknown_or_deleted_image_is_404()
    {
        (await PatchAsync(UnknownId(), "{}")).Problem(404, "image_not_found");
        var id = await IssueAsync();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await PatchAsync(id, "{\"title\":\"x\"}")).Problem(404, "image_not_found");
    }

    private async Task<Answer> PatchAsync(string id, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Host.SendAsync(HttpMethod.Patch, $"images/{id}", content);
    }
}
