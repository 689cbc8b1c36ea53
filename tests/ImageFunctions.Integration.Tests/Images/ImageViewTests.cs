using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageFunctions.Pictures;

namespace ImageFunctions.Integration.Tests.Images;

/// <summary>GET images/{id}: every member of an image.</summary>
public sealed partial class ImageViewTests(ContractService service) : ContractTest(service)
{
    [Fact]
    public async Task A_completed_image_has_every_member_of_the_contract()
    {
        var image = await Contract.SampleAsync();
        Assert.Equal(
            [
                "aiAnalysis", "analysis", "brightness", "colors", "contentType", "description", "downloadUrl", "expiresAt", "fileName",
                "fileSize", "fileType", "imageId", "metadata", "moderation", "originalUrl", "perceptualHash", "placeholder", "processedAt",
                "sha256", "sharpness", "size", "srcset", "status", "tags", "thumbnailUrl", "thumbnails", "title", "uploadDate",
                "uploadedAt", "userId", "variants", "webpUrl",
            ],
            image.Members());
    }

    [Fact]
    public async Task It_says_what_the_caller_said()
    {
        var image = await Contract.SampleAsync();
        Assert.Equal(Sample.FileName, image.Text("fileName"));
        Assert.Equal(Sample.Title, image.Text("title"));
        Assert.Equal(Sample.Description, image.Text("description"));
        Assert.Equal(Sample.Tags, image.Texts("tags"));
        Assert.Equal(Sample.User, image.Text("userId"));
        Assert.Equal("completed", image.Text("status"));
    }

    [Theory]
    [InlineData("contentType", "fileType")]
    [InlineData("size", "fileSize")]
    [InlineData("uploadedAt", "uploadDate")]
    [InlineData("downloadUrl", "originalUrl")]
    [InlineData("analysis", "aiAnalysis")]
    [InlineData("thumbnails.medium", "thumbnailUrl")]
    [InlineData("analysis.people", "analysis.faces")]
    public async Task Members_of_older_APIs_carry_the_same_value(string ours, string alias)
    {
        var image = await Contract.SampleAsync();
        Assert.True(JsonElement.DeepEquals(image.At(ours), image.At(alias)));
    }

    [Fact]
    public async Task Sizes_and_sums_are_those_of_the_file()
    {
        var image = await Contract.SampleAsync();
        var original = await Host.Http.GetByteArrayAsync(image.Text("downloadUrl"), Token);
        Assert.Equal("image/jpeg", image.Text("contentType"));
        Assert.Equal(original.Length, image.Count("size"));
        Assert.Equal(original.Length, image.Count("metadata.size"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(original)), image.Text("sha256"));
    }

    [Fact]
    public async Task Times_follow_each_other()
    {
        var image = await Contract.SampleAsync();
        Assert.InRange(image.Time("processedAt"), image.Time("uploadedAt"), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.InRange((image.Time("expiresAt") - image.Time("uploadedAt")).TotalDays, 2.9, 3.1);
    }

    [Fact]
    public async Task Metadata_tells_the_upright_picture()
    {
        var metadata = (await Contract.SampleAsync()).At("metadata");
        Assert.Equal(["exif", "format", "frames", "hasAlpha", "height", "orientation", "size", "width"], metadata.Members());
        // Orientation 6 lies on its side: width and height change places.
        Assert.Equal((Sample.StoredHeight, Sample.StoredWidth), (metadata.Count("width"), metadata.Count("height")));
        Assert.Equal("jpeg", metadata.Text("format"));
        Assert.Equal(6, metadata.Count("orientation"));
        Assert.Equal(1, metadata.Count("frames"));
        Assert.False(metadata.Flag("hasAlpha"));
    }

    [Fact]
    public async Task Exif_tells_the_camera_and_never_the_place()
    {
        var exif = (await Contract.SampleAsync()).At("metadata.exif");
        Assert.Contains("Maker & Sons", exif.EnumerateObject().Select(member => member.Value.GetString()));
        Assert.DoesNotContain(ExifWriter.GpsSecret, exif.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ExifWriter.MakerSecret, exif.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rendition_has_a_link()
    {
        var image = await Contract.SampleAsync();
        Assert.Equal(["large", "medium", "small"], image.At("thumbnails").Members());
        foreach (var path in (string[])["thumbnails.small", "thumbnails.medium", "thumbnails.large", "webpUrl", "originalUrl"])
        {
            using var response = await Host.Http.GetAsync(image.Text(path), Token);
            Assert.True(response.IsSuccessStatusCode, path);
            Assert.Equal(path == "webpUrl" ? "image/webp" : "image/jpeg", response.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Looks_are_computed_from_the_pixels()
    {
        var image = await Contract.SampleAsync();
        Assert.Matches("^[0-9A-Za-z#$%*+,\\-.:;=?@\\[\\]^_{|}~]{6,}$", image.Text("placeholder.blurHash"));
        Assert.Matches(Colour(), image.Text("colors.dominant"));
        Assert.NotEmpty(image.Texts("colors.palette"));
        Assert.All(image.Texts("colors.palette"), colour => Assert.Matches(Colour(), colour));
        Assert.True(ulong.TryParse(image.Text("perceptualHash"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _));
        Assert.Equal(16, image.Text("perceptualHash").Length);
        Assert.InRange(image.Number("sharpness"), 0, 100);
        Assert.InRange(image.Number("brightness"), 0, 100);
    }

    [Fact]
    public async Task Null_members_are_left_out()
    {
        var image = (await Host.GetAsync($"images/{await IssueAsync()}")).Ok();
        Assert.Equal(["contentType", "expiresAt", "fileName", "fileType", "imageId", "status", "tags", "uploadDate", "uploadedAt"],
            image.Members());
        Assert.DoesNotContain("null", image.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_image_says_why()
    {
        var image = await Host.ProcessAsync(new byte[3000]);
        Assert.Equal("failed", image.Text("status"));
        Assert.Equal(["code", "message"], image.At("error").Members());
        Assert.Equal("unsupported_type", image.Text("error.code"));
        Assert.False(image.Has("thumbnails"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("019a0000-0000-4000-8000-000000000000")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("%2e%2e%2fimages")]
    [InlineData("019a9f40-1b2c-7d3e-8f4a-5b6c7d8e9f00")]
    public async Task What_is_no_id_of_an_image_is_404(string id) => (await Host.GetAsync($"images/{id}")).Problem(404, "image_not_found");

    [Fact]
    public async Task An_id_is_read_without_regard_to_case()
    {
        var id = await IssueAsync();
        Assert.Equal(id, (await Host.GetAsync($"images/{id.ToUpperInvariant()}")).Ok().Text("imageId"));
    }

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Colour();
}
