using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Storage;

/// <summary>Storage does what it is asked for and the answer never comes.</summary>
public sealed class LostAnswerTests
{
    private static readonly byte[] Picture = DrawnPng.Scene(300, 200, 21);

    [Fact]
    public async Task A_request_whose_every_write_lost_its_first_answer_succeeds_as_if_none_had()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var host = service.Host;
        service.Traffic.Fate = static (method, _) => method == "GET" ? null : StorageFate.LostAnswer;
        var issued = (await host.PostAsync(
            "images/upload", new { fileName = "a.png", tags = new[] { "lost" } }, ("Idempotency-Key", "lost"))).Ok();
        (await host.PostAsync("images", Multipart.FileFirst(Picture, "a.png"))).Ok(202);
        await host.PutAsync(issued, Picture);
        var id = issued.Text("imageId");
        (await host.PostAsync($"images/{id}/complete")).Ok(202);
        await host.WaitForAsync(id, "completed");
        (await host.SendAsync(HttpMethod.Patch, $"images/{id}", new { title = "T" })).Ok();
        (await host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        (await host.PostAsync($"images/{id}/restore")).Ok();
        (await host.PostAsync($"images/{id}/reprocess")).Ok(202);
        Assert.Equal(1, (await host.WaitForAsync(id, "completed")).Count("attempt"));
        (await host.SendAsync(HttpMethod.Delete, $"images/{id}?purge=true")).Ok();
        Assert.Empty((await host.GetAsync("manage/dead-letters")).Ok().Items("deadLetters"));
    }

    [Fact]
    public async Task A_request_that_failed_although_it_was_done_succeeds_when_it_is_sent_again()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var host = service.Host;
        var id = await host.UploadAsync(Picture);
        (await host.PostAsync($"images/{id}/complete")).Ok(202);
        await host.WaitForAsync(id, "completed");
        await TwiceAsync(() => host.SendAsync(HttpMethod.Delete, $"images/{id}"));
        await TwiceAsync(() => host.PostAsync($"images/{id}/restore"));

        async Task TwiceAsync(Func<Task<Answer>> request)
        {
            service.Traffic.Fate = static (method, url) =>
                method is "PUT" or "PATCH" && url.Contains("/images(", StringComparison.Ordinal) ? StorageFate.NoAnswer : null;
            (await request()).Problem(503, "storage_unavailable");
            service.Traffic.Fate = null;
            (await request()).Ok();
        }
    }

    [Fact]
    public async Task Saying_again_that_the_upload_is_complete_sends_the_message_that_was_not_sent()
    {
        await using var service = await IsolatedService.StartPatientAsync();
        var id = await service.Host.UploadAsync(Picture);
        service.Traffic.Fate = static (method, url) =>
            method == "POST" && url.Contains("/image-uploads/messages", StringComparison.Ordinal) ? StorageFate.Reset : null;
        (await service.Host.PostAsync($"images/{id}/complete")).Problem(503, "storage_unavailable");
        service.Traffic.Fate = null;
        (await service.Host.PostAsync($"images/{id}/complete")).Ok(202);
        await service.Host.WaitForAsync(id, "completed");
    }
}
