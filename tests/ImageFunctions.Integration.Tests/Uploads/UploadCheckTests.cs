using ImageFunctions.Contracts;
using ImageFunctions.Uploads;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>The message that looks whether a file has come.</summary>
[Collection(nameof(Swept))]
public sealed class UploadCheckTests(LonelyService service)
{
    [Fact]
    public async Task A_check_of_an_image_from_a_clock_that_is_a_day_ahead_ends_in_seconds()
    {
        await using var ahead = new AppServices(service.Host.ConnectionString, ahead: TimeSpan.FromDays(1));
        var created = await ahead.Get<CreateUpload>().RunAsync(new UploadRequest { FileName = "a.png" }, null, null, "http://api", Token);
        await service.HandleAsync(new { imageId = created.ImageId, attempt = 0 });
        (await service.Host.SendAsync(HttpMethod.Delete, $"images/{created.ImageId}?purge=true")).Ok();
    }
}
