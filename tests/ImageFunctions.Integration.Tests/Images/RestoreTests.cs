namespace ImageFunctions.Integration.Tests.Images;

/// <summary>POST images/{id}/restore.</summary>
public sealed class RestoreTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_completed_image_comes_back_as_it_was()
    {
        var (user, tag) = (NewName(), NewName());
        var before = await Host.ProcessAsync(NewPicture(), new { fileName = "a.png", title = "T", tags = new[] { tag } }, As(user));
        var id = before.Text("imageId");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        var answer = await Host.PostAsync($"images/{id}/restore", null, As(user));
        Assert.Equal(before.ToString(), answer.Ok().ToString());
        Assert.Equal(answer.Headers["ETag"], (await Host.GetAsync($"images/{id}")).Headers["ETag"]);
        Assert.Equal([id], (await Host.GetAsync($"users/{user}/images")).Ok().Ids());
        Assert.Equal([id], (await Host.GetAsync($"tags/{tag}/images")).Ok().Ids());
        Assert.NotEmpty(await Host.Http.GetByteArrayAsync(answer.Json.Text("webpUrl"), Token));
    }

    [Fact]
    public async Task A_pending_image_can_be_uploaded_again()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var id = issued.Text("imageId");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        Assert.Equal("pending", (await Host.PostAsync($"images/{id}/restore")).Ok().Text("status"));
        await Host.PutAsync(issued, NewPicture());
        await Host.WaitForAsync(id, "completed");
    }

    [Fact]
    public async Task What_was_uploaded_meanwhile_is_processed()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var id = issued.Text("imageId");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        await Host.PutAsync(issued, NewPicture());
        (await Host.PostAsync($"images/{id}/restore")).Ok();
        await Host.WaitForAsync(id, "completed");
    }

    [Fact]
    public async Task Restoring_again_is_no_error()
    {
        var id = await IssueAsync();
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await Host.PostAsync($"images/{id}/restore")).Ok();
        Assert.Equal("pending", (await Host.PostAsync($"images/{id}/restore")).Ok().Text("status"));
    }

    [Fact]
    public async Task An_image_that_is_not_deleted_is_409_not_deleted() =>
        (await Host.PostAsync($"images/{await IssueAsync()}/restore")).Problem(409, "not_deleted");

    [Fact]
    public async Task An_unknown_image_is_404() =>
        (await Host.PostAsync($"images/{UnknownId()}/restore")).Problem(404, "image_not_found");
}
