using ImageFunctions.FakeAnalysis.Wire;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Processing;

public sealed class AnalysisJourneyTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(640, 480, 12);

    [Fact]
    public async Task While_the_analysers_are_throttled_no_image_is_lost_and_no_rendition_made_twice()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync();
        service.Cloud.Vision.ThrottleFor(TimeSpan.FromSeconds(3));
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => service.Host.UploadAsync(DrawnPng.Scene(320, 240, i))));
        foreach (var id in ids)
        {
            var status = await service.Host.WaitForAsync(id, "completed", "failed");
            Assert.Equal("completed", status.Text("status"));
            Assert.Equal("completed", status.Text("steps.analysis"));
            foreach (var variant in (string[])["small", "medium", "large", "webp"])
                Assert.Equal(1, service.Traffic.Count("PUT", $"/variants/{id}/{variant}"));
        }

        // Six images, each answered once; the circuit let only a few of all tries through meanwhile.
        Assert.InRange(service.Cloud.RequestsTo(WireService.Vision).Count, 6, 30);
    }

    [Fact]
    public async Task Analysis_that_is_given_up_leaves_a_completed_image_and_a_dead_letter_whose_replay_adds_the_findings()
    {
        await using var service = await IsolatedService.StartWithAnalysisAsync("block", IsolatedService.SoonGivesUp);
        service.Cloud.Vision.Always(WireFault.Error(500, "InternalServerError", "Something is wrong."));
        var image = await service.Host.ProcessAsync(Picture);
        Assert.Equal("completed", image.Text("status"));
        Assert.Equal("failed", image.Text("analysis.status"));
        var letter = (await service.Host.GetAsync("manage/dead-letters")).Ok().Items("deadLetters")[0];
        Assert.Equal("analysis_gave_up", letter.Text("reason"));

        service.Cloud.Vision.Behave();
        (await service.Host.PostAsync($"manage/dead-letters/{letter.Text("id")}/replay")).Ok(202);
        var id = image.Text("imageId");
        await service.Host.UntilAsync(
            $"images/{id}", image => image.Text("analysis.status") == "completed", TimeSpan.FromSeconds(30));
    }
}
