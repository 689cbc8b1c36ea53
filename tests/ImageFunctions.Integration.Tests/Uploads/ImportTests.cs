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
        var problem = (await Patient.PostAsync("images/import", new { url })).Problem(400, "invalid_request");
        Assert.Equal(["url"], problem.At("errors").Members());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413() =>
        (await Host.PostAsync("images/import", new { url = new string('x', 300_000) })).Problem(413, "body_too_large");
}
