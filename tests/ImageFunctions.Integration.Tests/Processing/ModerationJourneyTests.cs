using System.Net;
using System.Text.Json;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>What moderation finds, and what a person decides, through the whole service.</summary>
public sealed class ModerationJourneyTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(640, 480, 12);

    [Theory]
    [InlineData("flag", "flagged", true)]
    [InlineData("hold", "held", false)]
    public async Task The_policy_decides_what_becomes_of_an_image_with_findings(string policy, string state, bool isServed)
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync(policy);
        service.FindViolence();
        var image = await service.Host.ProcessAsync(Picture);
        Assert.Equal((state, "completed"), (State(image), image.Text("status")));
        Assert.Equal("Violence", image.Items("moderation.labels")[0].Text("name"));
        Assert.Equal(isServed, image.Has("downloadUrl"));
        Assert.Equal(isServed, image.Has("thumbnails"));
    }

    [Fact]
    public async Task An_image_that_the_policy_blocks_fails_and_its_renditions_are_removed()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block");
        service.FindViolence();
        var id = await service.Host.UploadAsync(Picture);
        var status = await service.Host.WaitForAsync(id, "failed");
        Assert.Equal("content_blocked", status.Text("error.code"));
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("blocked", State(image));
        var label = image.Items("analysis.moderationLabels")[0];
        Assert.Equal(("Violence", 6), (label.Text("name"), label.Count("severity")));
        foreach (var name in (string[])["downloadUrl", "originalUrl", "thumbnails", "thumbnailUrl", "webpUrl", "placeholder", "variants"])
            Assert.False(image.Has(name), name);
        foreach (var variant in (string[])["original", "small", "webp"])
            (await service.Host.GetAsync($"images/{id}/download?variant={variant}")).Problem(422, "content_blocked");
        // The record says so first, the files follow.
        await Eventually.Async(
            _ => Task.FromResult(service.Traffic.Count("DELETE", $"/variants/{id}/small") > 0),
            TimeSpan.FromSeconds(30), cancellationToken: Token);
    }

    [Fact]
    public async Task A_harmless_image_is_approved_and_served()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block");
        var image = await service.Host.ProcessAsync(Picture);
        Assert.Equal("approved", State(image));
        Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, image.Text("downloadUrl")));
    }

    [Fact]
    public async Task Nothing_is_served_before_the_verdict()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("hold");
        service.Cloud.ContentSafety.Always(WireFault.Error(503, "ServerBusy", "Later."));
        var id = await service.Host.UploadAsync(Picture);
        await service.Host.UntilAsync($"images/{id}/status", status => status.Text("steps.webp") == "completed");
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("pending", State(image));
        foreach (var name in (string[])["downloadUrl", "thumbnails", "thumbnailUrl", "webpUrl", "placeholder", "colors", "variants"])
            Assert.False(image.Has(name), name);
        foreach (var variant in (string[])["original", "small", "webp"])
            (await service.Host.GetAsync($"images/{id}/download?variant={variant}")).Problem(409, "awaiting_moderation");

        service.Cloud.ContentSafety.Behave();
        await service.Host.WaitForAsync(id, "completed");
        Assert.True((await service.Host.GetAsync($"images/{id}")).Ok().Has("downloadUrl"));
    }

    [Fact]
    public async Task Without_a_verdict_to_be_had_an_image_is_held_and_stays_so_through_a_reprocess()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block", IsolatedService.SoonGivesUp);
        service.Cloud.ContentSafety.Always(WireFault.Error(503, "ServerBusy", "Later."));
        var image = await service.Host.ProcessAsync(Picture);
        var id = image.Text("imageId");
        Assert.Equal(("completed", "held"), (image.Text("status"), State(image)));
        (await service.Host.GetAsync($"images/{id}/download")).Problem(409, "awaiting_moderation");

        service.Cloud.ContentSafety.Behave();
        (await service.Host.PostAsync($"images/{id}/reprocess")).Ok(202);
        await service.Host.WaitForAsync(id, "completed");
        Assert.Equal("held", State((await service.Host.GetAsync($"images/{id}")).Ok()));
        Assert.Equal(id, (await service.Host.GetAsync("manage/moderation")).Ok().Ids()[0]);
    }

    [Fact]
    public async Task A_block_is_lifted_by_no_reprocess_restore_or_replay_but_by_an_approval()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block");
        service.FindViolence();
        var id = await service.Host.UploadAsync(Picture);
        await service.Host.WaitForAsync(id, "failed");
        service.Cloud.Findings = new WireFindings();
        service.Cloud.ContentSafety.Always(WireFault.Error(503, "ServerBusy", "Down."));

        (await service.Host.PostAsync($"images/{id}/reprocess")).Problem(422, "content_blocked");
        (await service.Host.PostAsync("manage/reprocess?status=failed")).Ok(202);
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await service.Host.PostAsync($"images/{id}/restore")).Ok();
        (await service.Host.GetAsync($"images/{id}/download")).Problem(422, "content_blocked");

        service.Cloud.ContentSafety.Behave();
        var approved = (await service.Host.PostAsync($"manage/moderation/{id}/approve", null, ("X-User-Id", "reviewer"))).Ok();
        Assert.Equal(("approved", "reviewer"), (State(approved), approved.Text("moderation.reviewedBy")));
        await service.Host.WaitForAsync(id, "completed");
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("approved", State(image));
        Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, image.Text("downloadUrl")));
        Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, image.Text("webpUrl")));
    }

    [Fact]
    public async Task A_rejection_makes_every_link_given_out_before_dead()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("flag");
        service.FindViolence();
        var image = await service.Host.ProcessAsync(Picture);
        var id = image.Text("imageId");
        string[] links = [.. new[] { "downloadUrl", "webpUrl", "thumbnailUrl" }.Select(name => image.GetProperty(name).GetString()!)];
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, link));

        (await service.Host.PostAsync($"manage/moderation/{id}/reject", null, ("X-User-Id", "reviewer"))).Ok();
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.NotFound, await LinkAsync(service, link));
        (await service.Host.GetAsync($"images/{id}/download")).Problem(422, "content_blocked");
        Assert.Equal(id, (await service.Host.GetAsync("manage/moderation?state=blocked")).Ok().Ids()[0]);
        Assert.Equal(0, (await service.Host.GetAsync("manage/moderation?state=flagged")).Ok().Count("count"));
    }

    [Fact]
    public async Task A_review_of_an_image_that_was_never_uploaded_or_by_nobody_in_particular_is_refused()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("hold");
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        foreach (var decision in (string[])["approve", "reject"])
        {
            var path = $"manage/moderation/{issued.Text("imageId")}/{decision}";
            (await service.Host.PostAsync(path)).Problem(409, "not_uploaded");
            (await service.Host.PostAsync(path, null, ("X-User-Id", "one,other"))).Problem(400, "invalid_user_id");
        }
    }

    private static string? State(JsonElement image) => image.Text("moderation.state");

    private static async Task<HttpStatusCode> LinkAsync(IsolatedService service, string link)
    {
        using var response = await service.Host.Http.GetAsync(new Uri(link), Token);
        return response.StatusCode;
    }
}
