namespace ImageFunctions.Integration.Tests.Processing;

public sealed class KillTests
{
    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_of_its_work_loses_nothing()
    {
        await using var service = await IsolatedService.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
            ids.Add(await service.Host.UploadAsync(DrawnPng.Scene(1400, 1000, i)));
        await service.Host.WaitForAsync(ids[0], "processing", "completed");
        await service.Host.KillWorkerAsync();
        foreach (var id in ids)
            await service.Host.WaitForAsync(id, "completed");
        Assert.Empty((await service.Host.GetAsync("manage/dead-letters")).Ok().Items("deadLetters"));
    }
}
