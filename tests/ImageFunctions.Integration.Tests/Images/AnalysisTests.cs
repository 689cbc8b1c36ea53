using ImageFunctions.Images;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>What the analyzers found, as data: read, filtered by and asked for again.</summary>
public sealed class AnalysisTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task The_whole_stored_result_can_be_read()
    {
        var image = await Contract.SampleAsync();
        var stored = (await Host.GetAsync($"images/{image.Text("imageId")}/analysis")).Ok();
        Assert.Equal(image.Text("imageId"), stored.Text("imageId"));
        Assert.True(System.Text.Json.JsonElement.DeepEquals(image.At("analysis"), stored.At("analysis")));
        Assert.Equal(["contentSafety", "vision"], stored.At("raw").Members());
        Assert.Equal(DrawnFindings.Model, stored.Text("raw.vision.modelVersion"));
    }

    [Fact]
    public async Task Before_there_is_a_file_there_is_nothing_to_tell()
    {
        (await Host.GetAsync($"images/{await IssueAsync()}/analysis")).Problem(409, "not_ready");
        (await Host.GetAsync($"images/{UnknownId()}/analysis")).Problem(404, "image_not_found");
        (await Host.GetAsync($"images/{UnknownId()}/analysis", As(" "))).Problem(400, "invalid_user_id");
    }

    [Fact]
    public async Task Lists_can_be_narrowed_by_how_the_analysis_has_ended()
    {
        var user = NewName();
        var (seen, refused, waiting) = (
            await CompletedAsync(null, As(user)), await CompletedAsync(null, As(user)), await IssueAsync(null, As(user)));
        await FailAnalysisAsync(refused);
        foreach (var filter in (string[])[$"userId={user}", "limit=100"])
        {
            var failed = (await Host.GetAsync($"images?{filter}&analysis=failed")).Ok().Ids();
            var completed = (await Host.GetAsync($"images?{filter}&analysis=completed")).Ok().Ids();
            Assert.Contains(refused, failed);
            Assert.DoesNotContain(seen, failed);
            Assert.Contains(seen, completed);
            Assert.DoesNotContain(
                waiting, (string[])[.. failed, .. completed, .. (await Host.GetAsync($"images?{filter}&analysis=skipped")).Ok().Ids()]);
        }

        (await Host.GetAsync("images?analysis=pending")).Problem(400, "invalid_request", "analysis");
    }

    [Fact]
    public async Task The_analyzers_are_asked_again_without_anything_being_made_anew()
    {
        var id = await CompletedAsync();
        await FailAnalysisAsync(id);
        var before = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.False((await Host.GetAsync($"images/{id}/analysis")).Ok().Has("raw"));
        var answer = (await Host.PostAsync("manage/analyze?analysis=failed")).Ok(202);
        Assert.Equal("failed", answer.Text("analysis"));
        await Eventually.Async(async _ => (await Host.GetAsync($"images/{id}")).Ok().Text("analysis.status") == "completed",
            TimeSpan.FromSeconds(60), cancellationToken: Token);
        var after = (await Host.GetAsync($"images/{id}")).Ok();
        Assert.Contains("picture", after.Texts("analysis.labels"));
        Assert.Equal(before.Text("sha256"), after.Text("sha256"));
        await Eventually.Async(async _ => (await Host.GetAsync($"jobs/{answer.Text("jobId")}")).Ok() is var job
            && (job.Text("kind"), job.Text("status")) == ("analyze", "completed"), TimeSpan.FromSeconds(60), cancellationToken: Token);
        (await Host.PostAsync("manage/analyze?analysis=none")).Problem(400, "invalid_request");
    }

    [Fact]
    public async Task What_was_looked_for_and_not_found_is_answered_as_nothing()
    {
        var analysis = (await Host.ProcessAsync(NewPicture(DrawnFindings.EmptyWidth, 90))).At("analysis");
        Assert.Equal("completed", analysis.Text("status"));
        Assert.Equal((0, 0), (analysis.Count("people"), analysis.Count("faces")));
        Assert.Empty(analysis.Items("moderationLabels"));
        Assert.Empty(analysis.Texts("labels"));
        Assert.Empty(analysis.Texts("text"));
    }

    [Fact]
    public async Task Analysis_has_every_member_of_the_contract()
    {
        var analysis = (await Contract.SampleAsync()).At("analysis");
        Assert.Equal(
            [
                "confidence", "faces", "labelDetails", "labels", "model", "moderationLabels", "objects", "people", "peopleDetails",
                "status", "text"
            ],
            analysis.Members());
        var label = DrawnFindings.LabelFor(Sample.StoredHeight);
        Assert.Equal("completed", analysis.Text("status"));
        Assert.Equal([label, "picture"], analysis.Texts("labels"));
        Assert.Equal([label, "picture"], analysis.Items("labelDetails").Select(detail => detail.Text("name")));
        Assert.Equal([91.5, 62.5], analysis.Items("labelDetails").Select(detail => detail.Number("confidence")));
        Assert.Equal(91.5, analysis.Number("confidence"));
        var tile = analysis.Items("objects").Single();
        Assert.Equal(("tile", 77.5), (tile.Text("name"), tile.Number("confidence")));
        Assert.Equal((1, 2, 30, 40), (tile.Count("box.x"), tile.Count("box.y"), tile.Count("box.width"), tile.Count("box.height")));
        Assert.Equal(["HELLO", "WORLD"], analysis.Texts("text"));
        Assert.Equal(2, analysis.Count("people"));
        Assert.Equal([90.0, 90.0], analysis.Items("peopleDetails").Select(person => person.Number("confidence")));
        Assert.Equal(Sample.StoredHeight / 2, analysis.Items("peopleDetails").Max(person => person.Count("box.x")));
        var finding = analysis.Items("moderationLabels")[0];
        Assert.Equal(("Hate", 4), (finding.Text("name"), finding.Count("severity")));
        Assert.Equal(DrawnFindings.Model, analysis.Text("model"));
    }

    [Fact]
    public async Task A_picture_full_of_text_is_completed_with_as_much_of_it_as_a_record_holds()
    {
        var image = await Host.ProcessAsync(NewPicture(DrawnFindings.VerboseWidth, 90));
        Assert.Equal(("completed", "completed"), (image.Text("status"), image.Text("analysis.status")));
        Assert.StartsWith("Line 0 ", image.Texts("analysis.text")[0], StringComparison.Ordinal);
        Assert.Equal([DrawnFindings.LabelFor(DrawnFindings.VerboseWidth), "picture"], image.Texts("analysis.labels"));
    }

    private async Task FailAnalysisAsync(string id)
    {
        var image = (await Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, Token))!;
        await Host.Services.Get<RecordChanges>().ApplyAsync(
            image,
            record => record with
            {
                Analysis = null,
                AnalysisNote = "analysis_unavailable",
                Steps = record.Steps with { Analysis = StepState.Failed }
            },
            Token);
    }
}
