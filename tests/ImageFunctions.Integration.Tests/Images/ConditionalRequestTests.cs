namespace ImageFunctions.Integration.Tests.Images;

/// <summary>ETag, If-None-Match, and If-Match of everything but PATCH, which has it beside its other rules.</summary>
public sealed class ConditionalRequestTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task An_image_has_a_strong_ETag_and_may_only_be_cached_with_a_check()
    {
        var answer = await Host.GetAsync($"images/{await IssueAsync()}");
        Assert.Matches("^\"[0-9a-f.]+\"$", answer.Headers["ETag"]);
        Assert.Equal("private, no-cache", answer.Headers["Cache-Control"].Replace(
            "no-cache, private", "private, no-cache", StringComparison.Ordinal));
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("*")]
    public async Task If_None_Match_with_the_current_version_is_304_without_a_body(string header)
    {
        var id = await IssueAsync();
        var tag = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        var answer = await Host.GetAsync($"images/{id}", ("If-None-Match", header.Replace("{0}", tag, StringComparison.Ordinal)));
        Assert.Equal(304, answer.Status);
        Assert.Equal("", answer.Text);
        Assert.Equal(tag, answer.Headers["ETag"]);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("no tag at all")]
    [InlineData("\"unfinished")]
    public async Task If_None_Match_with_anything_else_is_200(string header) =>
        (await Host.GetAsync($"images/{await IssueAsync()}", ("If-None-Match", header))).Ok();

    [Fact]
    public async Task A_change_makes_a_new_version()
    {
        var id = await IssueAsync();
        var before = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        var patched = await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "new" });
        Assert.NotEqual(before, patched.Headers["ETag"]);
        var after = await Host.GetAsync($"images/{id}", ("If-None-Match", before));
        Assert.Equal("new", after.Ok().Text("title"));
        Assert.Equal(patched.Headers["ETag"], after.Headers["ETag"]);
    }

    [Fact]
    public async Task Links_are_rounded_so_that_an_answer_keeps_its_bytes()
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        // Two answers can lie on both sides of a window's end, but not twice in a row.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var first = await Host.GetAsync($"images/{id}");
            var second = await Host.GetAsync($"images/{id}");
            if (first.Headers["ETag"] == second.Headers["ETag"])
            {
                Assert.Equal(first.Text, second.Text);
                return;
            }
        }

        Assert.Fail("The ETag changed twice.");
    }

    [Fact]
    public async Task In_the_next_window_links_are_new_and_the_old_version_is_no_longer_current()
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        var before = await Host.GetAsync($"images/{id}");
        await using var later = await Contract.ServicesAsync(TimeSpan.FromHours(1));
        var after = await later.CallAsync<global::ImageFunctions.Functions.ImageFunctions>(
            (function, request) => function.GetImage(request, id, Token), null, ("If-None-Match", before.Headers["ETag"]));
        Assert.NotEqual(before.Json.Text("webpUrl"), after.Json.Text("webpUrl"));
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "?purge=true")]
    [InlineData("POST", "/reprocess")]
    public async Task If_Match_with_another_version_is_412_and_changes_nothing(string method, string path)
    {
        var id = await CompletedAsync();
        var old = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        var current = (await Host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "newer" })).Headers["ETag"];
        (await Host.SendAsync(new HttpMethod(method), $"images/{id}{path}", null, ("If-Match", old))).Problem(412, "precondition_failed");
        Assert.Equal("completed", (await Host.GetAsync($"images/{id}")).Ok().Text("status"));
        Assert.InRange((await Host.SendAsync(new HttpMethod(method), $"images/{id}{path}", null, ("If-Match", current))).Status, 200, 202);
    }

    [Fact]
    public async Task If_Match_guards_a_restore_by_the_version_that_the_delete_answered()
    {
        var id = await IssueAsync();
        var before = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        var deleted = (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Headers["ETag"];
        (await Host.SendAsync(HttpMethod.Post, $"images/{id}/restore", null, ("If-Match", before))).Problem(412, "precondition_failed");
        (await Host.SendAsync(HttpMethod.Post, $"images/{id}/restore", null, ("If-Match", deleted))).Ok();
    }

    [Fact]
    public async Task If_None_Match_on_a_deleted_image_is_404()
    {
        var id = await IssueAsync();
        var tag = (await Host.GetAsync($"images/{id}")).Headers["ETag"];
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await Host.GetAsync($"images/{id}", ("If-None-Match", tag))).Problem(404, "image_not_found");
    }
}
