namespace ImageFunctions.Integration.Tests.Images;

/// <summary>POST images/delete.</summary>
public sealed class BulkDeleteTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task An_item_that_is_no_id_spoils_no_other()
    {
        var id = await IssueAsync();
        var answer = (await UndocumentedAsync("images/delete", $$"""{"imageIds":[5,"{{id}}",null]}""")).Ok();
        Assert.Equal((1, 2), (answer.Count("deleted"), answer.Count("failed")));
        Assert.Equal(["5", id, ""], answer.Items("results").Select(result => result.Text("imageId")));
    }

    [Fact]
    public async Task Each_image_has_its_own_outcome_in_order()
    {
        var (theirs, me) = (NewName(), NewName());
        var (own, foreign, free, unknown) = (await IssueAsync(null, As(me)), await IssueAsync(null, As(theirs)), await IssueAsync(),
            UnknownId());
        var answer = (await Host.PostAsync("images/delete", new { imageIds = new[] { own, foreign, free, unknown, "nonsense" } }, As(me)))
            .Ok();
        var results = answer.Items("results");
        Assert.Equal([own, foreign, free, unknown, "nonsense"], results.Select(result => result.Text("imageId")));
        Assert.Equal([true, false, true, false, false], results.Select(result => result.Flag("deleted")));
        Assert.Equal("not_owner", results[1].Text("problem.code"));
        Assert.Equal(403, results[1].Count("problem.status"));
        Assert.Equal("image_not_found", results[3].Text("problem.code"));
        Assert.Equal("image_not_found", results[4].Text("problem.code"));
        Assert.Equal((2, 3), (answer.Count("deleted"), answer.Count("failed")));
        (await Host.GetAsync($"images/{own}")).Problem(404, "image_not_found");
        (await Host.GetAsync($"images/{foreign}")).Ok();
    }

    [Fact]
    public async Task An_id_given_twice_counts_once()
    {
        var id = await IssueAsync();
        var answer = (await Host.PostAsync("images/delete", new { imageIds = new[] { id, id } })).Ok();
        Assert.Equal((1, 0), (answer.Count("deleted"), answer.Count("failed")));
    }

    [Fact]
    public async Task A_hundred_are_taken()
    {
        var files = Enumerable.Range(0, 100).Select(i => new { fileName = $"{i}.png" });
        var issued = (await Patient.PostAsync("images/upload/batch", new { files })).Ok();
        var imageIds = issued.Items("results").Select(result => result.Text("upload.imageId")).ToList();
        Assert.Equal(100, (await Host.PostAsync("images/delete", new { imageIds })).Ok().Count("deleted"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task None_or_more_than_a_hundred_are_400(int count)
    {
        var imageIds = Enumerable.Range(0, count).Select(_ => UnknownId());
        Assert.Equal(["imageIds"], (await Host.PostAsync("images/delete", new { imageIds })).Problem(400, "invalid_request").At("errors")
            .Members());
    }

    [Fact]
    public async Task A_deleted_image_can_be_restored()
    {
        var id = await IssueAsync();
        (await Host.PostAsync("images/delete", new { imageIds = new[] { id } })).Ok();
        (await Host.PostAsync($"images/{id}/restore")).Ok();
    }
}
