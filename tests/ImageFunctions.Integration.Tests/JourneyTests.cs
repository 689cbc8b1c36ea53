using System.Text.Json;
using ImageFunctions.Testing;

namespace ImageFunctions.Integration.Tests;

/// <summary>From an upload URL to renditions that can be downloaded.</summary>
public sealed class JourneyTests(ContractService service) : ContractTest(service)
{
    private static readonly byte[] Picture = DrawnPng.Scene(1200, 900, 1);

    [Fact]
    public async Task An_image_put_to_its_upload_url_comes_back_as_thumbnails_and_webp()
    {
        var image = await Host.ProcessAsync(Picture, new { fileName = "beach.png", title = "Beach" });
        Assert.Equal("completed", image.GetProperty("status").GetString());
        Assert.Equal((1200, 900), Size(image.GetProperty("metadata")));
        Assert.Equal(
            ["large 800x600 image/jpeg", "medium 400x300 image/jpeg", "small 150x113 image/jpeg", "webp 1200x900 image/webp"],
            image.GetProperty("variants").EnumerateObject().Select(Describe).Order());
    }

    [Fact]
    public async Task Every_link_of_an_image_leads_to_its_bytes()
    {
        var image = await Host.ProcessAsync(Picture);
        Assert.Equal(Picture, await DownloadAsync(image.GetProperty("downloadUrl")));
        foreach (var thumbnail in image.GetProperty("thumbnails").EnumerateObject())
            Assert.Equal([0xFF, 0xD8, 0xFF], (await DownloadAsync(thumbnail.Value))[..3]);
        Assert.Equal("RIFF"u8.ToArray(), (await DownloadAsync(image.GetProperty("webpUrl")))[..4]);
    }

    [Fact]
    public async Task Thumbnails_are_there_before_the_webp()
    {
        var id = await Host.UploadAsync(DrawnPng.Scene(3600, 2700, 2));
        JsonElement status = default;
        await Eventually.Async(async _ =>
        {
            status = (await Host.GetAsync($"images/{id}/status")).Ok();
            return status.GetProperty("steps").GetProperty("thumbnails").GetString() == "completed";
        }, TimeSpan.FromSeconds(30), () => status.ToString(), Token);
        Assert.Equal("processing", status.GetProperty("steps").GetProperty("webp").GetString());
        await Host.WaitForAsync(id, "completed");
    }

    [Fact]
    public async Task A_file_that_is_no_image_fails_with_a_public_reason_in_one_attempt()
    {
        var content = new byte[5000];
        new Random(1).NextBytes(content);
        var id = await Host.UploadAsync(content, new { fileName = "fake.jpg" });
        var status = await Host.WaitForAsync(id, "failed");
        Assert.Equal("unsupported_type", status.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(1, status.GetProperty("attempt").GetInt32());
    }

    [Fact]
    public async Task A_file_below_1_KB_fails_as_too_small()
    {
        var id = await Host.UploadAsync(DrawnPng.Draw(60, 60, (_, _) => (1, 2, 3, 255)));
        var status = await Host.WaitForAsync(id, "failed");
        Assert.Equal("too_small", status.GetProperty("error").GetProperty("code").GetString());
    }

    private async Task<byte[]> DownloadAsync(JsonElement url) =>
        await Host.Http.GetByteArrayAsync(url.GetString(), Token);

    private static (int, int) Size(JsonElement element) => (element.GetProperty("width").GetInt32(), element.GetProperty("height").GetInt32());

    private static string Describe(JsonProperty variant) =>
        $"{variant.Name} {variant.Value.GetProperty("width")}x{variant.Value.GetProperty("height")} {variant.Value.GetProperty("contentType")}";
}
