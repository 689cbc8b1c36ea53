using System.Diagnostics;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images/{id}/status.</summary>
public sealed class StatusTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_pending_image_waits_for_its_upload()
    {
        var answer = await Host.GetAsync($"images/{await IssueAsync()}/status");
        var status = answer.Ok();
        Assert.Equal(["attempt", "imageId", "message", "progress", "status", "steps"], status.Members());
        Assert.Equal("pending", status.Text("status"));
        Assert.Equal(0, status.Count("progress"));
        Assert.Equal(0, status.Count("attempt"));
        Assert.Equal(["analysis", "thumbnail", "thumbnails", "upload", "webp"], status.At("steps").Members());
        Assert.All(status.At("steps").EnumerateObject(), step => Assert.Equal("pending", step.Value.GetString()));
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("1", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_completed_image_has_all_steps_done()
    {
        var image = await Contract.SampleAsync();
        var answer = await Host.GetAsync($"images/{image.Text("imageId")}/status");
        var status = answer.Ok();
        Assert.DoesNotContain("Retry-After", answer.Headers.Keys);
        Assert.Equal("completed", status.Text("status"));
        Assert.Equal(100, status.Count("progress"));
        Assert.Equal("Processing completed successfully.", status.Text("message"));
        Assert.Equal(1, status.Count("attempt"));
        Assert.All(status.At("steps").EnumerateObject(), step => Assert.Equal("completed", step.Value.GetString()));
        Assert.InRange(status.Time("startedAt"), image.Time("uploadedAt"), image.Time("processedAt"));
        Assert.False(status.Has("estimatedCompletion"));
        Assert.False(status.Has("error"));
    }

    [Fact]
    public async Task A_failed_image_has_an_error_and_is_at_its_end()
    {
        var status = await Host.WaitForAsync(await Host.UploadAsync(new byte[2000]), "failed");
        Assert.Equal((100, 1), (status.Count("progress"), status.Count("attempt")));
        Assert.Equal("unsupported_type", status.Text("error.code"));
        Assert.Equal(status.Text("error.message"), status.Text("message"));
        Assert.Equal(("completed", "failed", "failed", "skipped"),
            (status.Text("steps.upload"), status.Text("steps.thumbnails"), status.Text("steps.webp"), status.Text("steps.analysis")));
    }

    [Fact]
    public async Task A_picture_at_work_shows_its_thumbnails_first_and_says_when_it_will_be_done()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "large.png" })).Ok();
        await Host.PutAsync(issued, NewPicture(3200, 2400));
        var id = issued.Text("imageId");
        var seen = new List<(string Status, int Progress, string Message)>();
        DateTimeOffset? started = null, estimated = null;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60);)
        {
            var status = (await Host.GetAsync($"images/{id}/status?wait=5")).Ok();
            seen.Add((status.Text("status"), status.Count("progress"), status.Text("message")));
            if (status.Text("status") == "processing")
                (started, estimated) = (status.Time("startedAt"), status.Time("estimatedCompletion"));
            if (status.Text("status") == "completed")
                break;
        }

        Assert.Equal("completed", seen[^1].Status);
        Assert.Contains("processing", seen.Select(state => state.Status));
        Assert.Contains("The thumbnails are ready; making the WebP.", seen.Select(state => state.Message));
        Assert.Equal(seen.Select(state => state.Progress).Order(), seen.Select(state => state.Progress));
        Assert.All(seen, state => Assert.InRange(state.Progress, 0, 100));
        Assert.All(seen, state => Assert.False(string.IsNullOrWhiteSpace(state.Message)));
        Assert.True(estimated > started);
    }

    [Fact]
    public async Task Wait_ends_as_soon_as_something_changes()
    {
        var issued = (await Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        var waiting = Host.GetAsync($"images/{issued.Text("imageId")}/status?wait=20");
        var clock = Stopwatch.StartNew();
        await Host.PutAsync(issued, NewPicture());
        Assert.NotEqual("pending", (await waiting).Ok().Text("status"));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 19);
    }

    [Fact]
    public async Task Wait_ends_when_its_seconds_have_passed()
    {
        var id = await IssueAsync();
        var clock = Stopwatch.StartNew();
        Assert.Equal("pending", (await Host.GetAsync($"images/{id}/status?wait=1")).Ok().Text("status"));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.95, 15);
    }

    [Fact]
    public async Task Wait_does_not_hold_the_answer_of_a_finished_image()
    {
        var id = (await Contract.SampleAsync()).Text("imageId");
        var clock = Stopwatch.StartNew();
        (await Host.GetAsync($"images/{id}/status?wait=20")).Ok();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
    }

    [Theory]
    [InlineData("21")]
    [InlineData("-1")]
    [InlineData("a")]
    public async Task Wait_is_0_to_20(string wait)
    {
        (await Host.GetAsync($"images/{await IssueAsync()}/status?wait={wait}")).Problem(400, "invalid_request", "wait");
    }

    [Fact]
    public async Task A_delete_ends_the_wait_with_404()
    {
        var id = await IssueAsync();
        var waiting = Host.GetAsync($"images/{id}/status?wait=20");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await waiting).Problem(404, "image_not_found");
    }

    [Fact]
    public async Task An_image_whose_URL_ran_out_without_an_upload_is_expired()
    {
        await using var earlier = await Contract.ServicesAsync(TimeSpan.FromHours(-2));
        var id = (await earlier.IssueAsync(new { fileName = "late.png" })).Text("imageId");
        var status = await Host.WaitForAsync(id, "expired");
        Assert.Equal("failed", status.Text("steps.upload"));
        Assert.Equal("upload_expired", status.Text("error.code"));
        Assert.Contains(id, (await Host.GetAsync("images?status=expired&limit=100")).Ok().Ids());
    }

    [Fact]
    public async Task An_unknown_image_is_404() => (await Host.GetAsync($"images/{UnknownId()}/status")).Problem(404, "image_not_found");
}
