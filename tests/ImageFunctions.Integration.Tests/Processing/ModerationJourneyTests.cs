using System.Net;
using System.Text.Json;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>What moderation finds, and what a person decides, through the whole service.</summary>
public sealed class ModerationJourneyTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(640, 480, 12);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("flag", "flagged", "completed", true)]
    [InlineData("hold", "held", "completed", false)]
    [InlineData("block", "blocked", "failed", false)]
    public async Task The_policy_decides_what_becomes_of_an_image_with_findings(string policy, string state, string status, bool isServed)
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync(policy);
        service.FindViolence();
        var image = await service.Host.ProcessAsync(Picture);
        Assert.Equal((state, status), (State(image), image.GetProperty("status").GetString()));
        Assert.Equal("Violence", image.GetProperty("moderation").GetProperty("labels")[0].GetProperty("name").GetString());
        Assert.Equal(isServed, image.TryGetProperty("downloadUrl", out _));
        Assert.Equal(isServed, image.TryGetProperty("thumbnails", out _));
    }

    [Fact]
    public async Task A_harmless_image_is_approved_and_served()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block");
        var image = await service.Host.ProcessAsync(Picture);
        Assert.Equal("approved", State(image));
        Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, image.GetProperty("downloadUrl").GetString()!));
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("block")]
    public async Task Nothing_is_served_before_the_verdict(string policy)
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync(policy);
        service.Cloud.ContentSafety.Always(WireFault.Error(503, "ServerBusy", "Later."));
        var id = await service.Host.UploadAsync(Picture);
        await Eventually.Async(async _ => (await service.Host.GetAsync($"images/{id}/status")).Ok()
            .GetProperty("steps").GetProperty("webp").GetString() == "completed", TimeSpan.FromSeconds(60), cancellationToken: Token);
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("pending", State(image));
        foreach (var name in (string[])["downloadUrl", "thumbnails", "thumbnailUrl", "webpUrl", "placeholder", "colors", "variants"])
            Assert.False(image.TryGetProperty(name, out _), name);
        foreach (var variant in (string[])["original", "small", "webp"])
            (await service.Host.GetAsync($"images/{id}/download?variant={variant}")).Problem(409, "awaiting_moderation");

        service.Cloud.ContentSafety.Behave();
        await service.Host.WaitForAsync(id, "completed");
        Assert.True((await service.Host.GetAsync($"images/{id}")).Ok().TryGetProperty("downloadUrl", out _));
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("block")]
    public async Task Without_a_verdict_to_be_had_an_image_is_held_and_stays_so_through_a_reprocess(string policy)
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync(policy, IsolatedService.SoonGivesUp);
        service.Cloud.ContentSafety.Always(WireFault.Error(503, "ServerBusy", "Later."));
        var image = await service.Host.ProcessAsync(Picture);
        var id = image.GetProperty("imageId").GetString()!;
        Assert.Equal(("completed", "held"), (image.GetProperty("status").GetString(), State(image)));
        (await service.Host.GetAsync($"images/{id}/download")).Problem(409, "awaiting_moderation");

        service.Cloud.ContentSafety.Behave();
        (await service.Host.PostAsync($"images/{id}/reprocess")).Ok(202);
        await service.Host.WaitForAsync(id, "completed");
        Assert.Equal("held", State((await service.Host.GetAsync($"images/{id}")).Ok()));
        Assert.Equal(id, (await service.Host.GetAsync("manage/moderation")).Ok().GetProperty("images")[0].GetProperty("imageId").GetString());
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
        Assert.Equal(("approved", "reviewer"), (State(approved), approved.GetProperty("moderation").GetProperty("reviewedBy").GetString()));
        await service.Host.WaitForAsync(id, "completed");
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        Assert.Equal("approved", State(image));
        Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, image.GetProperty("downloadUrl").GetString()!));
        Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, image.GetProperty("webpUrl").GetString()!));
    }

    [Fact]
    public async Task A_rejection_makes_every_link_given_out_before_dead()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("flag");
        service.FindViolence();
        var image = await service.Host.ProcessAsync(Picture);
        var id = image.GetProperty("imageId").GetString()!;
        string[] links = [.. new[] { "downloadUrl", "webpUrl", "thumbnailUrl" }.Select(name => image.GetProperty(name).GetString()!)];
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, await LinkAsync(service, link));

        (await service.Host.PostAsync($"manage/moderation/{id}/reject", null, ("X-User-Id", "reviewer"))).Ok();
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.NotFound, await LinkAsync(service, link));
        (await service.Host.GetAsync($"images/{id}/download")).Problem(422, "content_blocked");
        Assert.Equal(id, (await service.Host.GetAsync("manage/moderation?state=blocked")).Ok().GetProperty("images")[0].GetProperty("imageId").GetString());
        Assert.Equal(0, (await service.Host.GetAsync("manage/moderation?state=flagged")).Ok().GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_review_of_an_image_that_was_never_uploaded_or_by_nobody_in_particular_is_refused()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("hold");
        var issued = (await service.Host.PostAsync("images/upload", new { fileName = "a.png" })).Ok();
        foreach (var decision in (string[])["approve", "reject"])
        {
            var path = $"manage/moderation/{issued.GetProperty("imageId").GetString()}/{decision}";
            (await service.Host.PostAsync(path)).Problem(409, "not_uploaded");
            (await service.Host.PostAsync(path, null, ("X-User-Id", "one,other"))).Problem(400, "invalid_user_id");
        }
    }

    private static string? State(JsonElement image) => image.GetProperty("moderation").GetProperty("state").GetString();

    private static async Task<HttpStatusCode> LinkAsync(IsolatedService service, string link)
    {
        using var response = await service.Host.Http.GetAsync(new Uri(link), Token);
        return response.StatusCode;
    }
}
