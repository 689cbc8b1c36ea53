using System.Security.Cryptography;
using System.Text.Json;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>Blobs that came by other means can be overwritten.</summary>
public sealed class OverwriteTests
{
    private static readonly byte[] First = DrawnPng.Scene(300, 200, 24);
    private static readonly byte[] Second = DrawnPng.Scene(300, 200, 25);

    [Fact]
    public async Task A_blob_that_is_overwritten_while_it_is_processed_is_processed_again()
    {
        await using var service = await IsolatedService.StartAsync();
        var overwritten = 0;
        service.Traffic.Before = async (method, url) =>
        {
            if (method == "PUT" && url.EndsWith("/webp", StringComparison.Ordinal) && Interlocked.Exchange(ref overwritten, 1) == 0)
                await PutAsync(service, Second);
        };
        await PutAsync(service, First);
        await EndsAsAsync(service, Second);
    }

    [Fact]
    public async Task A_blob_that_was_overwritten_without_an_event_is_found_by_the_cleanup()
    {
        await using var service = await IsolatedService.StartAsync();
        await PutAsync(service, First);
        await EndsAsAsync(service, First);
        await service.Host.PutBlobAsync("scan.png", Second);
        await using var services = new AppServices(service.ConnectionString, new() { ["Cleanup:BlobAge"] = "00:00:00" });
        await services.Get<Cleanup>().RunAsync(Token);
        await EndsAsAsync(service, Second);
    }

    private static async Task PutAsync(IsolatedService service, byte[] content)
    {
        await service.Host.PutBlobAsync("scan.png", content);
        var version = await service.Host.ETagAsync("scan.png");
        await service.Host.EnqueueAsync(UploadEvents.EventGrid("scan.png", eTag: version.Trim('"')));
    }

    private static Task<JsonElement> EndsAsAsync(IsolatedService service, byte[] content) => service.Host.UntilAsync(
        "images?status=completed",
        page => page.Items("images") is [var image] && image.Text("sha256") == Convert.ToHexStringLower(SHA256.HashData(content)));
}
