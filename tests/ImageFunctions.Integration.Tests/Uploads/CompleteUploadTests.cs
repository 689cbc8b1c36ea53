namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>POST images/{id}/complete.</summary>
public sealed class CompleteUploadTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task Before_the_upload_it_is_409_not_uploaded()
    {
        var id = await IssueAsync();
        (await Host.PostAsync($"images/{id}/complete")).Problem(409, "not_uploaded");
    }

    [Fact]
    public async Task It_starts_processing_now_and_answers_202_with_the_status()
    {
        // No check is due for an hour: only the call can start it.
        var issued = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" })).Ok();
        await Host.PutAsync(issued, NewPicture());
        var answer = (await Host.PostAsync($"images/{issued.Text("imageId")}/complete")).Ok(202);
        Assert.Equal(issued.Text("imageId"), answer.Text("imageId"));
        Assert.Equal("uploaded", answer.Text("status"));
        Assert.Equal("completed", answer.Text("steps.upload"));
        await Host.WaitForAsync(issued.Text("imageId"), "completed");
    }

    [Fact]
    public async Task Again_it_is_202_and_changes_nothing()
    {
        var id = await CompletedAsync();
        var answer = (await Host.PostAsync($"images/{id}/complete")).Ok(202);
        Assert.Equal("completed", answer.Text("status"));
        Assert.Equal(1, answer.Count("attempt"));
    }

    [Fact]
    public async Task An_unknown_image_is_404() =>
        (await Host.PostAsync($"images/{UnknownId()}/complete")).Problem(404, "image_not_found");
}
