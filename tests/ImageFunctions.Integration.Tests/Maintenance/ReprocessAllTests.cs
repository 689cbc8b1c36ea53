using ImageFunctions.Images.Record;

namespace ImageFunctions.Integration.Tests.Maintenance;

/// <summary>POST manage/reprocess, which touches every image.</summary>
[Collection(nameof(Swept))]
public sealed class ReprocessAllTests(LonelyService service)
{
    [Fact]
    public async Task All_failed_images_are_tried_again_in_the_background()
    {
        var failed = new List<ImageRecord>();
        for (var i = 0; i < 3; i++)
        {
            var id = await service.Host.UploadAsync(new byte[2000]);
            await service.Host.EnqueueAsync(UploadEvents.EventGrid(id));
            failed.Add(await service.WaitForAsync(id, ImageStatus.Failed));
        }

        var answer = (await service.Host.PostAsync("manage/reprocess?status=failed")).Ok(202);
        Assert.Equal("failed", answer.Text("status"));
        foreach (var before in failed)
        {
            await Eventually.Async(
                async _ => await service.WaitForAsync(before.Id.ToString(), ImageStatus.Failed) is { } now
                    && now.ProcessedAt > before.ProcessedAt,
                TimeSpan.FromSeconds(60), cancellationToken: Token);
        }
    }

    [Fact]
    public async Task All_completed_images_are_made_again_in_the_background()
    {
        var id = await service.Host.UploadAsync(DrawnPng.Scene(160, 120, 4999));
        await service.Host.EnqueueAsync(UploadEvents.EventGrid(id));
        var before = await service.WaitForAsync(id, ImageStatus.Completed);
        (await service.Host.PostAsync("manage/reprocess?status=completed")).Ok(202);
        await Eventually.Async(
            async _ => (await service.WaitForAsync(id, ImageStatus.Completed))
                .ProcessedAt > before.ProcessedAt, TimeSpan.FromSeconds(60), cancellationToken: Token);
    }
}
