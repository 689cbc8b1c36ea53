using System.Diagnostics;
using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Processing;

public sealed class AnalysisJourneyTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(640, 480, 12);

    [Fact]
    public async Task What_is_in_an_image_is_in_the_answer_and_found_by_its_label_at_once()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync();
        var image = await service.Host.ProcessAsync(Picture);
        var completed = Stopwatch.StartNew();
        var analysis = image.GetProperty("analysis");
        Assert.Equal("completed", analysis.GetProperty("status").GetString());
        var label = analysis.GetProperty("labels")[0].GetString()!;
        Assert.Equal(label, analysis.GetProperty("labelDetails")[0].GetProperty("name").GetString());
        Assert.InRange(analysis.GetProperty("labelDetails")[0].GetProperty("confidence").GetDouble(), 1, 100);
        Assert.True(analysis.GetProperty("objects")[0].GetProperty("box").GetProperty("width").GetInt32() > 0);
        Assert.True(analysis.TryGetProperty("people", out _));
        Assert.Equal(analysis.GetProperty("people").GetInt32(), analysis.GetProperty("faces").GetInt32());
        Assert.True(analysis.GetProperty("text").GetArrayLength() > 0);
        Assert.Equal(image.GetProperty("analysis").ToString(), image.GetProperty("aiAnalysis").ToString());

        var found = (await service.Host.GetAsync($"labels/{Uri.EscapeDataString(label)}/images")).Ok();
        Assert.True(completed.Elapsed < TimeSpan.FromSeconds(1), $"{completed.Elapsed}");
        Assert.Equal(image.GetProperty("imageId").GetString(), found.GetProperty("images")[0].GetProperty("imageId").GetString());
        Assert.Equal(0, (await service.Host.GetAsync("labels/unicorn/images")).Ok().GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task While_the_analysers_are_throttled_no_image_is_lost_and_no_rendition_made_twice()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync();
        service.Cloud.Vision.ThrottleFor(TimeSpan.FromSeconds(6));
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => service.Host.UploadAsync(DrawnPng.Scene(320, 240, i))));
        foreach (var id in ids)
        {
            var status = await service.Host.WaitForAsync(id, "completed", "failed");
            Assert.Equal("completed", status.GetProperty("status").GetString());
            Assert.Equal("completed", status.GetProperty("steps").GetProperty("analysis").GetString());
            foreach (var variant in (string[])["small", "medium", "large", "webp"])
                Assert.Equal(1, service.Traffic.Count("PUT", $"/variants/{id}/{variant}"));
        }

        // Six images, each answered once; the circuit let only a few of all tries through meanwhile.
        Assert.InRange(service.Cloud.RequestsTo(WireService.Vision).Count, 6, 30);
    }

    [Fact]
    public async Task Analysis_that_is_given_up_leaves_a_completed_image_and_a_dead_letter_whose_replay_adds_the_findings()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("hold", IsolatedService.SoonGivesUp);
        service.Cloud.Vision.Always(WireFault.Error(500, "InternalServerError", "Something is wrong."));
        var image = await service.Host.ProcessAsync(Picture);
        Assert.Equal("completed", image.GetProperty("status").GetString());
        Assert.Equal("failed", image.GetProperty("analysis").GetProperty("status").GetString());
        var letter = (await service.Host.GetAsync("manage/dead-letters")).Ok().GetProperty("deadLetters")[0];
        Assert.Equal("analysis_gave_up", letter.GetProperty("reason").GetString());

        service.Cloud.Vision.Behave();
        (await service.Host.PostAsync($"manage/dead-letters/{letter.GetProperty("id").GetString()}/replay")).Ok(202);
        var id = image.GetProperty("imageId").GetString();
        await Eventually.Async(async _ => (await service.Host.GetAsync($"images/{id}")).Ok()
            .GetProperty("analysis").GetProperty("status")
                .GetString() == "completed", TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_image_that_the_moderation_policy_blocks_fails_and_its_renditions_are_removed()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block");
        service.FindViolence();
        var id = await service.Host.UploadAsync(Picture);
        var status = await service.Host.WaitForAsync(id, "failed");
        Assert.Equal("content_blocked", status.GetProperty("error").GetProperty("code").GetString());
        var image = (await service.Host.GetAsync($"images/{id}")).Ok();
        var label = image.GetProperty("analysis").GetProperty("moderationLabels")[0];
        Assert.Equal(("Violence", 6), (label.GetProperty("name").GetString(), label.GetProperty("severity").GetInt32()));
        foreach (var name in (string[])["downloadUrl", "originalUrl", "thumbnails", "thumbnailUrl", "webpUrl", "placeholder", "variants"])
            Assert.False(image.TryGetProperty(name, out _), name);
        foreach (var variant in (string[])["original", "small", "webp"])
            (await service.Host.GetAsync($"images/{id}/download?variant={variant}")).Problem(422, "content_blocked");
        Assert.True(service.Traffic.Count("DELETE", $"/variants/{id}/small") > 0);
    }
}
