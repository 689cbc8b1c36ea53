namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>POST images/upload/batch.</summary>
public sealed class BatchTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Each_file_has_its_own_answer_in_order()
    {
        var files = new object?[] { new { fileName = "a.png" }, new { fileName = "b.txt" }, null, new { fileName = "d.gif", title = "D" } };
        var answer = (await Patient.PostAsync("images/upload/batch", new { files })).Ok();
        var results = answer.Items("results");
        Assert.Equal([0, 1, 2, 3], results.Select(result => result.Count("index")));
        Assert.Equal("image/png", results[0].Text("upload.headers.Content-Type"));
        Assert.Equal("unsupported_type", results[1].Text("problem.code"));
        Assert.Equal(415, results[1].Count("problem.status"));
        Assert.Equal("file_name_required", results[2].Text("problem.code"));
        Assert.Equal("image/gif", results[3].Text("upload.headers.Content-Type"));
        Assert.Equal((2, 2), (answer.Count("succeeded"), answer.Count("failed")));
        Assert.Equal("D", (await Host.GetAsync($"images/{results[3].Text("upload.imageId")}")).Ok().Text("title"));
    }

    [Fact]
    public async Task An_item_of_the_wrong_type_spoils_no_other()
    {
        var body = """
            {"files":[{"fileName":"a.png"},{"fileName":5},"b.png",{"fileName":"c.png","tags":"one"},{"fileName":"d.png"}]}
            """;
        var answer = (await UndocumentedAsync("images/upload/batch", body)).Ok();
        var results = answer.Items("results");
        Assert.Equal((2, 3), (answer.Count("succeeded"), answer.Count("failed")));
        Assert.Equal([1, 2, 3], results.Where(result => result.Has("problem")).Select(result => result.Count("index")));
        Assert.Equal(["fileName"], results[1].At("problem.errors").Members());
        Assert.Equal(["tags"], results[3].At("problem.errors").Members());
    }

    [Fact]
    public async Task A_key_makes_a_batch_once()
    {
        var (user, key) = (As(NewName()), ("Idempotency-Key", NewName()));
        var files = new[] { new { fileName = "a.png" }, new { fileName = "a.png" } };
        var first = (await Patient.PostAsync("images/upload/batch", new { files }, user, key)).Ok();
        var second = (await Patient.PostAsync("images/upload/batch", new { files }, user, key)).Ok();
        Assert.Equal(first.ToString(), second.ToString());
        Assert.Equal(2, (await Host.GetAsync($"users/{user.Value}/images")).Ok().Count("count"));
        var other = (await Patient.PostAsync(
            "images/upload/batch", new { files = new[] { new { fileName = "a.png" }, new { fileName = "b.png" } } }, user, key)).Ok();
        Assert.Equal("idempotency_conflict", other.Items("results")[1].Text("problem.code"));
    }

    [Fact]
    public async Task The_caller_owns_every_file()
    {
        var user = NewName();
        var answer = (await Patient.PostAsync(
            "images/upload/batch", new { files = new[] { new { fileName = "a.png" }, new { fileName = "b.png" } } }, As(user))).Ok();
        var ids = answer.Items("results").Select(result => result.Text("upload.imageId"));
        Assert.Equal(ids.Order(), (await Host.GetAsync($"users/{user}/images")).Ok().Ids().Order());
    }

    [Fact]
    public async Task A_hundred_files_are_taken()
    {
        var files = Enumerable.Range(0, 100).Select(i => new { fileName = $"{i}.png" });
        var answer = (await Patient.PostAsync("images/upload/batch", new { files })).Ok();
        Assert.Equal(100, answer.Count("succeeded"));
        Assert.Equal(100, answer.Items("results").Select(result => result.Text("upload.imageId")).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task None_or_more_than_a_hundred_are_400(int count)
    {
        var files = Enumerable.Range(0, count).Select(i => new { fileName = $"{i}.png" });
        (await Patient.PostAsync("images/upload/batch", new { files })).Problem(400, "invalid_request", "files");
    }

    [Fact]
    public async Task A_body_without_files_is_400() =>
        (await Patient.PostAsync("images/upload/batch", new { file = 1 })).Problem(400, "invalid_request");
}
