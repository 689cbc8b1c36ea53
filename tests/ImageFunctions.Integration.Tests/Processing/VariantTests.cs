using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;
using ImageFunctions.Pictures;

namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>What is stored of an original. Every pixel of it is the business of the tests of the engines.</summary>
public sealed class VariantTests(ContractService service) : ContractTest(service)
{
    [Theory]
    [InlineData(1600, 1200, "large 800x600, medium 400x300, small 150x113, webp 1600x1200")]
    [InlineData(600, 1200, "large 400x800, medium 200x400, small 75x150, webp 600x1200")]
    [InlineData(120, 60, "large 120x60, medium 120x60, small 120x60, webp 120x60")]
    public async Task Renditions_fit_their_square_and_are_never_enlarged(int width, int height, string expected)
    {
        var image = await ProcessAsync(PngWriter.Write(Picture.Tiles(width, height)));
        var described = image.At("variants").EnumerateObject()
            .Select(variant => $"{variant.Name} {variant.Value.Count("width")}x{variant.Value.Count("height")}").Order();
        Assert.Equal(expected, string.Join(", ", described));
        foreach (var (name, variant) in image.At("variants").EnumerateObject().Select(variant => (variant.Name, variant.Value)))
        {
            var bytes = await BytesAsync(image, name);
            Assert.Equal(variant.Text("url"), Link(image, name));
            Assert.Equal(variant.Count("bytes"), bytes.Length);
            var header = Engine.Inspect(bytes);
            Assert.Equal((variant.Count("width"), variant.Count("height")), (header.Width, header.Height));
            Assert.Equal(variant.Text("contentType"), header.Format.ContentType());
        }
    }

    [Fact]
    public async Task Nothing_that_was_noted_in_the_file_is_in_a_rendition_and_the_original_stays_as_it_was()
    {
        var original = JpegWriter.Write(
            Picture.Tiles(320, 240), JpegColor.YCbCr,
            ExifWriter.Segment(6),
            ((byte)0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<x:xmpmeta>XMP-SECRET</x:xmpmeta>"u8]),
            ((byte)0xED, [.. "Photoshop 3.0\0"u8, .. "8BIM\u0004\u0004\0\0\0\0\0\u000eIPTC-SECRET"u8]),
            ((byte)0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. IccWriter.RedGreenSwapped]),
            ((byte)0xFE, "COMMENT-SECRET"u8.ToArray()));
        var image = await ProcessAsync(original);
        Assert.Equal(original, await Host.Http.GetByteArrayAsync(image.Text("downloadUrl"), Token));
        foreach (var name in (string[])["small", "medium", "large", "webp"])
        {
            var text = Encoding.Latin1.GetString(await BytesAsync(image, name));
            string[] secrets =
            [
                ExifWriter.GpsSecret, ExifWriter.MakerSecret, "XMP-SECRET", "IPTC-SECRET", "COMMENT-SECRET", IccWriter.Secret, "xmpmeta",
                "ICCP"
            ];
            foreach (var secret in secrets)
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        // The picture's own metadata tells the camera, but neither place nor serial number.
        Assert.DoesNotContain("SECRET", image.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_animated_GIF_becomes_an_animated_WebP_with_still_thumbnails()
    {
        var image = await ProcessAsync(GifWriter.Write(
            Picture.Flat(200, 100, Rgba.Red), Picture.Flat(200, 100, Rgba.Green), Picture.Flat(200, 100, Rgba.Blue)));
        Assert.Equal(3, image.Count("metadata.frames"));
        Assert.Equal(3, Engine.Inspect(await BytesAsync(image, "webp")).Frames);
        foreach (var name in (string[])["small", "medium", "large"])
        {
            var still = Engine.Inspect(await BytesAsync(image, name));
            Assert.Equal((ImageFormat.Jpeg, 1), (still.Format, still.Frames));
        }
    }

    [Fact]
    public async Task An_AVIF_gets_what_any_other_image_gets()
    {
        var stored = AvifWriter.Coded(AvifOf(Picture.Quadrants(400, 300)));
        AvifItem[] items =
        [
            stored with { Properties = [.. stored.Properties, AvifWriter.Turned(1)] },
            new("Exif", [0, 0, 0, 0, .. ExifWriter.Write(6)]),
            new("free", new byte[1000]),
        ];
        var original = AvifWriter.Write(new(), items, AvifWriter.Reference("cdsc", 2, 1));

        var image = await Host.ProcessAsync(original, new { fileName = "a.avif", fileType = "image/avif" });

        Assert.True(image.Text("status") == "completed", image.ToString());
        Assert.Equal(("image/avif", "avif"), (image.Text("contentType"), image.Text("metadata.format")));
        Assert.Equal((300, 400, 8), (image.Count("metadata.width"), image.Count("metadata.height"), image.Count("metadata.orientation")));
        Assert.Contains("Maker & Sons", image.At("metadata").ToString(), StringComparison.Ordinal);
        Assert.Equal(original, await Host.Http.GetByteArrayAsync(image.Text("downloadUrl"), Token));
        foreach (var (name, width, height) in new[] { ("small", 113, 150), ("webp", 300, 400) })
        {
            var bytes = await BytesAsync(image, name);
            var header = Engine.Inspect(bytes);
            Assert.Equal((width, height), (header.Width, header.Height));
            Assert.DoesNotContain("Maker", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_are_deterministic_and_a_repeat_overwrites()
    {
        var image = await ProcessAsync(PngWriter.Write(Picture.Tiles(300, 200)));
        var id = image.Text("imageId");
        string[] names = [$"{id}/analysis.json", $"{id}/large", $"{id}/medium", $"{id}/small", $"{id}/webp"];
        Assert.Equal(names, await BlobsAsync(id));
        (await Host.PostAsync($"images/{id}/reprocess")).Ok(202);
        await Host.WaitForAsync(id, "completed");
        Assert.Equal(names, await BlobsAsync(id));
    }

    private async Task<JsonElement> ProcessAsync(byte[] original)
    {
        var image = await Host.ProcessAsync(original);
        Assert.True(image.Text("status") == "completed", image.ToString());
        return image;
    }

    private Task<byte[]> BytesAsync(JsonElement image, string name) =>
        Host.Http.GetByteArrayAsync(Link(image, name), Token);

    private static string Link(JsonElement image, string name) => image.Text(name == "webp" ? "webpUrl" : $"thumbnails.{name}");

    private async Task<IReadOnlyList<string>> BlobsAsync(string id) => await new BlobContainerClient(Host.ConnectionString, "variants")
        .GetBlobsAsync(new GetBlobsOptions { Prefix = id }, Token).Select(blob => blob.Name).ToListAsync(Token);
}
