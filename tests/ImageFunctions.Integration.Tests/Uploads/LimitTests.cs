using System.Text;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Pictures;
using ImageFunctions.Uploads;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>The limits that hold when nobody sets others, each at its edge.</summary>
public sealed class LimitTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("png", "image/png")]
    [InlineData("gif", "image/gif")]
    [InlineData("webp", "image/webp")]
    [InlineData("avif", "image/avif")]
    public async Task The_formats_are_taken_by_content_whatever_the_name_says(string format, string type)
    {
        var picture = Picture.Tiles(128, 96);
        var content = format switch
        {
            "jpeg" => JpegWriter.Write(picture, JpegColor.YCbCr, ((byte)0xFE, new byte[1000])),
            "png" => PngWriter.Write(picture, chunks: ("teXt", new byte[1000])),
            "gif" => GifWriter.Write(Picture.Quadrants(128, 96)),
            "avif" => AvifOf(picture),
            _ => await WebPAsync(),
        };
        var image = await Host.ProcessAsync(content, new { fileName = "lie.png", fileType = format == "png" ? "image/gif" : "image/png" });
        Assert.Equal(("completed", type, format), (image.Text("status"), image.Text("contentType"), image.Text("metadata.format")));
    }

    [Theory]
    [InlineData("%PDF-1.7")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    public async Task Any_other_content_fails_as_unsupported_type(string start)
    {
        var content = new byte[2000];
        Encoding.ASCII.GetBytes(start).CopyTo(content, 0);
        Assert.Equal("unsupported_type", await FailureAsync(content));
    }

    [Theory]
    [InlineData(1024, null)]
    [InlineData(1023, "too_small")]
    [InlineData(25 * 1024 * 1024, null)]
    [InlineData((25 * 1024 * 1024) + 1, "too_large")]
    public async Task A_file_has_1_KB_to_25_MB(int bytes, string? failure) =>
        Assert.Equal(failure, await FailureAsync(PngOf(64, 64, bytes)));

    [Theory]
    [InlineData(50, 50, null)]
    [InlineData(49, 50, "bad_dimensions")]
    [InlineData(16383, 50, null)]
    [InlineData(50, 16384, "bad_dimensions")]
    public async Task A_side_has_50_to_16383_pixels(int width, int height, string? failure) =>
        Assert.Equal(failure, await FailureAsync(PngOf(width, height, 100_000)));

    [Fact]
    public async Task An_animation_has_at_most_100_frames() =>
        Assert.Equal("too_many_frames", await FailureAsync(
            GifWriter.Write([.. Enumerable.Range(0, 101).Select(i => Picture.Flat(50, 50, i % 2 == 0 ? Rgba.Red : Rgba.Blue))])));

    [Fact]
    public async Task All_frames_together_have_at_most_50_megapixels()
    {
        // 100 frames on a canvas of 708 x 708, each of a single pixel: few bytes, but 50.1 million pixels to decode.
        var canvas = BitConverter.GetBytes((ushort)708);
        var gif = new List<byte>([.. "GIF89a"u8, .. canvas, .. canvas, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for (var frame = 0; frame < 100; frame++)
            gif.AddRange([0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]);
        gif.Add(0x3B);
        Assert.Equal("too_many_pixels", await FailureAsync([.. gif]));
    }

    [Fact]
    public async Task Damaged_pixels_fail_as_corrupt_image()
    {
        var png = PngWriter.Write(Picture.Tiles(300, 300));
        Assert.Equal("corrupt_image", await FailureAsync(png[..(png.Length / 2)]));
    }

    [Theory]
    [InlineData("fileName", 255)]
    [InlineData("title", 200)]
    [InlineData("description", 1000)]
    public async Task A_text_has_its_length_and_not_one_more(string field, int length)
    {
        var whole = await TextAsync(field, length);
        var id = whole.Ok().Text("imageId");
        Assert.Equal(length, (await Host.GetAsync($"images/{id}")).Ok().Text(field).Length);
        (await TextAsync(field, length + 1)).Problem(400, "invalid_request", field);
    }

    [Theory]
    [InlineData(10, 50, true)]
    [InlineData(11, 50, false)]
    [InlineData(10, 51, false)]
    [InlineData(1, 0, false)]
    public async Task There_are_at_most_10_tags_of_50_characters(int count, int length, bool taken)
    {
        var tags = Enumerable.Range(0, count).Select(i => length == 0 ? " " : i.ToString("D2", null) + new string('x', length - 2));
        var answer = await Patient.PostAsync("images/upload", new { fileName = "a.png", tags });
        if (taken)
            answer.Ok();
        else
            answer.Problem(400, "invalid_tag", "tags");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3650, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(3651, false)]
    public async Task Expiry_is_1_to_3650_days(int expiresInDays, bool taken)
    {
        var answer = await Patient.PostAsync("images/upload", new { fileName = "a.png", expiresInDays });
        if (taken)
            answer.Ok();
        else
            answer.Problem(400, "invalid_request", "expiresInDays");
    }

    [Fact]
    public async Task Retention_of_0_days_keeps_an_image()
    {
        await using var services = new AppServices(Host.ConnectionString, new() { ["Retention:Days"] = "0" });
        var id = (await services.IssueAsync(new { fileName = "a.png" })).Text("imageId");
        Assert.False((await Host.GetAsync($"images/{id}")).Ok().Has("expiresAt"));
    }

    [Fact]
    public async Task The_life_of_a_URL_can_be_set()
    {
        await using var services = new AppServices(Host.ConnectionString, new() { ["Upload:UrlLifetimeSeconds"] = "300" });
        Assert.Equal(300, (await services.IssueAsync(new { fileName = "a.png" })).Count("expiresIn"));
    }

    [Fact]
    public void The_defaults_are_those_of_the_contract()
    {
        var limits = Host.Services.Get<IOptions<ImageLimits>>().Value;
        Assert.Equal((1024, 25 * 1024 * 1024), (limits.MinBytes, limits.MaxBytes));
        Assert.Equal((50, 16383, 50_000_000, 100), (limits.MinSide, limits.MaxSide, limits.MaxPixels, limits.MaxFrames));
        Assert.Equal(3600, Host.Services.Get<IOptions<UploadOptions>>().Value.UrlLifetimeSeconds);
        var retention = Host.Services.Get<IOptions<RetentionOptions>>().Value;
        Assert.Equal((30, 7), (retention.Days, retention.SoftDeleteDays));
        var imaging = Host.Services.Get<IOptions<ImagingOptions>>().Value;
        Assert.Equal((150, 400, 800, 80, 80),
            (imaging.SmallSide, imaging.MediumSide, imaging.LargeSide, imaging.ThumbnailQuality, imaging.WebPQuality));
    }

    private Task<Answer> TextAsync(string field, int length)
    {
        var body = new Dictionary<string, object> { ["fileName"] = "a.png", ["fileType"] = "image/png", [field] = new string('x', length) };
        return Patient.PostAsync("images/upload", body);
    }

    /// <summary>The code that processing ends with, or null when it completes.</summary>
    private async Task<string?> FailureAsync(byte[] content)
    {
        var status = await Host.WaitForAsync(await Host.UploadAsync(content), "completed", "failed");
        return status.Has("error") ? status.Text("error.code") : null;
    }

    /// <summary>A PNG of exactly so many bytes: what is missing is an ancillary chunk that says nothing.</summary>
    private static byte[] PngOf(int width, int height, int bytes)
    {
        var picture = Picture.Flat(width, height, Rgba.Green);
        var bare = PngWriter.Write(picture, chunks: ("teXt", Array.Empty<byte>())).Length;
        return PngWriter.Write(picture, chunks: ("teXt", new byte[bytes - bare]));
    }

    private async Task<byte[]> WebPAsync()
    {
        var image = await Host.ProcessAsync(NewPicture(400, 300));
        return await Host.Http.GetByteArrayAsync(image.Text("webpUrl"), Token);
    }
}
