namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>POST images/{id}/reprocess and POST manage/reprocess.</summary>
public sealed class ReprocessTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_completed_image_is_made_again()
    {
        var before = await Host.ProcessAsync(NewPicture());
        var id = before.Text("imageId");
        var answer = (await Host.PostAsync($"images/{id}/reprocess")).Ok(202);
        Assert.Equal((id, "uploaded"), (answer.Text("imageId"), answer.Text("status")));
        await Host.WaitForAsync(id, "completed");
        var after = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.True(after.Time("processedAt") > before.Time("processedAt"));
        Assert.Equal(before.Members(), after.Members());
        Assert.False(after.Has("duplicateOf"));
    }

    [Fact]
    public async Task A_failed_image_is_tried_again()
    {
        var id = (await Host.ProcessAsync(new byte[2000])).Text("imageId");
        (await Host.PostAsync($"images/{id}/reprocess")).Ok(202);
        var status = await Host.WaitForAsync(id, "failed");
        Assert.Equal(1, status.Count("attempt"));
        Assert.Equal("unsupported_type", status.Text("error.code"));
    }

    [Fact]
    public async Task An_image_without_an_upload_is_409_not_uploaded() =>
        (await Host.PostAsync($"images/{await IssueAsync()}/reprocess")).Problem(409, "not_uploaded");

    [Fact]
    public async Task An_unknown_image_is_404() =>
        (await Host.PostAsync($"images/{UnknownId()}/reprocess")).Problem(404, "image_not_found");

    [Theory]
    [InlineData("pending")]
    [InlineData("expired")]
    [InlineData("deleted")]
    [InlineData("everything")]
    public async Task Only_images_that_were_uploaded_can_be_tried_again(string status) =>
        (await Host.PostAsync($"manage/reprocess?status={status}")).Problem(400, "invalid_request");
}
