using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>POST images/import. What is fetched lies in the emulator.</summary>
public sealed class ImportTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task An_image_is_fetched_and_processed_like_one_that_was_sent()
    {
        var (picture, user) = (NewPicture(), NewName());
        var source = await Host.ProcessAsync(picture, new { fileName = "first.png" });
        var answer = await Host.PostAsync("images/import",
            new { url = source.Text("downloadUrl"), title = "Fetched", tags = new[] { "a" }, preset = "tiny" }, As(user));
        var accepted = answer.Ok(202);
        var id = accepted.Text("imageId");
        Assert.EndsWith($"/api/images/{id}", answer.Headers["Location"], StringComparison.Ordinal);
        await Host.WaitForAsync(id, "completed");
        var image = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal(("Fetched", user, "image/png", "tiny"),
            (image.Text("title"), image.Text("userId"), image.Text("contentType"), image.Text("preset")));
        Assert.Equal((source.Text("imageId"), source.Text("sha256")), (image.Text("fileName"), image.Text("sha256")));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_under_its_key_is_not_done_again()
    {
        var source = await Host.ProcessAsync(NewPicture());
        var (body, key) = (new { url = source.Text("downloadUrl"), fileName = "a.png" }, ("Idempotency-Key", NewName()));
        var first = (await Host.PostAsync("images/import", body, key)).Ok(202).Text("imageId");
        Assert.Equal(first, (await Host.PostAsync("images/import", body, key)).Ok(202).Text("imageId"));
        (await Host.PostAsync("images/import", new { body.url, fileName = "b.png" }, key)).Problem(409, "idempotency_conflict");
    }

    [Fact]
    public async Task What_cannot_be_fetched_or_is_no_image_is_refused_and_leaves_nothing()
    {
        var (source, user) = (await Host.ProcessAsync(NewPicture()), NewName());
        var missing = source.Text("downloadUrl").Replace(source.Text("imageId"), UnknownId(), StringComparison.Ordinal);
        (await Host.PostAsync("images/import", new { url = missing }, As(user))).Problem(422, "import_failed");
        (await Host.PostAsync("images/import", new { url = "http://127.0.0.1:9/a.png" }, As(user))).Problem(422, "import_failed");
        (await Host.PostAsync("images/import", new { url = new Uri(Host.Http.BaseAddress!, "openapi.json") }, As(user)))
            .Problem(415, "unsupported_type");
        // A redirect to a page.
        (await Host.PostAsync("images/import", new { url = Host.Root }, As(user))).Problem(415, "unsupported_type");
        Assert.Empty((await Host.GetAsync($"users/{user}/images")).Ok().Ids());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("http://example.com/a.png")]
    [InlineData("ftp://example.com/a.png")]
    [InlineData("https://user:password@example.com/a.png")]
    [InlineData("https://127.0.0.1/a.png")]
    [InlineData("https://[::1]/a.png")]
    [InlineData("https://169.254.169.254/metadata/instance")]
    [InlineData("https://localhost/a.png")]
    public async Task An_address_that_will_never_be_allowed_is_400(string? url)
    {
        (await Patient.PostAsync("images/import", new { url })).Problem(400, "invalid_request", "url");
    }

    [Theory]
    [InlineData("images/import")]
    [InlineData("images/import/batch")]
    public async Task A_body_that_is_too_large_is_413_and_one_that_is_not_called_JSON_415(string path)
    {
        (await Host.PostAsync(path, new { url = new string('x', 300_000) })).Problem(413, "body_too_large");
        using var text = new StringContent("""{"url":"https://example.com/a.png"}""");
        (await Host.PostAsync(path, text)).Problem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task Of_several_each_has_its_own_answer_in_order()
    {
        var (source, user) = (await Host.ProcessAsync(NewPicture()), NewName());
        var images = new object?[]
        {
            new { url = "http://127.0.0.1:9/a.png" }, new { url = source.Text("downloadUrl"), title = "Fetched" }, null,
            new { url = "ftp://example.com/a.png" },
        };
        var answer = (await Host.PostAsync("images/import/batch", new { images }, As(user))).Ok();
        var results = answer.Items("results");
        Assert.Equal([0, 1, 2, 3], results.Select(result => result.Count("index")));
        Assert.Equal((1, 3), (answer.Count("succeeded"), answer.Count("failed")));
        Assert.Equal(
            ["import_failed", "invalid_request", "invalid_request"],
            new[] { 0, 2, 3 }.Select(index => results[index].Text("problem.code")));
        await Host.WaitForAsync(results[1].Text("image.imageId"), "completed");
        var image = Assert.Single((await Host.GetAsync($"users/{user}/images")).Ok().Items("images"));
        Assert.Equal((results[1].Text("image.imageId"), "Fetched"), (image.Text("imageId"), image.Text("title")));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_under_its_key_is_not_done_again()
    {
        var url = (await Host.ProcessAsync(NewPicture())).Text("downloadUrl");
        var (body, user, key) = (new { images = new[] { new { url }, new { url } } }, As(NewName()), ("Idempotency-Key", NewName()));
        var first = (await Host.PostAsync("images/import/batch", body, user, key)).Ok();
        var second = (await Host.PostAsync("images/import/batch", body, user, key)).Ok();
        Assert.Equal((2, 2), (first.Count("succeeded"), second.Count("succeeded")));
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(2, (await Host.GetAsync($"users/{user.Value}/images")).Ok().Count("count"));

        static IEnumerable<string> Ids(JsonElement answer) => answer.Items("results").Select(result => result.Text("image.imageId"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task None_or_more_than_ten_at_once_are_400(int count)
    {
        var images = Enumerable.Repeat(new { url = "https://example.com/a.png" }, count);
        (await Patient.PostAsync("images/import/batch", new { images })).Problem(400, "invalid_request", "images");
    }
}
