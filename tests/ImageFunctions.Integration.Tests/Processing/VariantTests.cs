using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Pictures;
namespace ImageFunctions.Integration.Tests.Processing;

/// <summary>What is made of an original, looked at pixel by pixel.</summary>
public sealed class VariantTests(ContractService service) : ContractTest(service)
{
    private static readonly VariantSpec Pixels = new("pixels", 0, VariantFormat.Rgb, Flatten: true);

    [Theory]
    [InlineData(1600, 1200, "large 800x600, medium 400x300, small 150x113, webp 1600x1200")]
    [InlineData(600, 1200, "large 400x800, medium 200x400, small 75x150, webp 600x1200")]
    [InlineData(800, 800, "large 800x800, medium 400x400, small 150x150, webp 800x800")]
    [InlineData(120, 60, "large 120x60, medium 120x60, small 120x60, webp 120x60")]
    [InlineData(4000, 50, "large 800x10, medium 400x5, small 150x2, webp 4000x50")]
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
    public async Task Thumbnails_are_JPEG_and_the_whole_is_WebP()
    {
        var image = await ProcessAsync(PngWriter.Write(Picture.Tiles(900, 300)));
        foreach (var name in (string[])["small", "medium", "large"])
            Assert.Equal(ImageFormat.Jpeg, Engine.Inspect(await BytesAsync(image, name)).Format);
        Assert.Equal(ImageFormat.WebP, Engine.Inspect(await BytesAsync(image, "webp")).Format);
    }

    [Fact]
    public async Task A_PNG_with_alpha_keeps_it_as_WebP()
    {
        var half = new Picture(300, 200, (x, _) => x < 150 ? Rgba.Red : Rgba.Clear);
        var image = await ProcessAsync(PngWriter.Write(half, PngColor.RgbAlpha, chunks: ("teXt", new byte[1000])));
        Assert.True(image.Flag("metadata.hasAlpha"));
        foreach (var name in (string[])["small", "medium", "large", "webp"])
        {
            var bytes = await BytesAsync(image, name);
            var header = Engine.Inspect(bytes);
            Assert.Equal((ImageFormat.WebP, true), (header.Format, header.HasAlpha));
            Near(Rgba.Red, At(bytes, 25, 50));
            Near(Rgba.White, At(bytes, 75, 50));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Renditions_stand_upright(int orientation)
    {
        var image = await ProcessAsync(JpegWriter.Write(Picture.Quadrants(320, 240), JpegColor.YCbCr, ExifWriter.Segment(orientation), Padding));
        var (topLeft, bottomRight) = orientation switch
        {
            1 => (Rgba.Red, Rgba.Yellow),
            3 => (Rgba.Yellow, Rgba.Red),
            6 => (Rgba.Blue, Rgba.Green),
            _ => (Rgba.Green, Rgba.Blue),
        };
        foreach (var name in (string[])["small", "medium", "large", "webp"])
        {
            var bytes = await BytesAsync(image, name);
            Near(topLeft, At(bytes, 20, 20));
            Near(bottomRight, At(bytes, 80, 80));
            Assert.Equal(1, Engine.Inspect(bytes).Orientation);
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
            foreach (var secret in (string[])[ExifWriter.GpsSecret, ExifWriter.MakerSecret, "XMP-SECRET", "IPTC-SECRET", "COMMENT-SECRET", IccWriter.Secret, "xmpmeta", "ICCP"])
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        // The picture's own metadata tells the camera, but neither place nor serial number.
        Assert.DoesNotContain("SECRET", image.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_are_converted_to_sRGB()
    {
        var image = await ProcessAsync(JpegWriter.Write(
            Picture.Flat(320, 240, Rgba.Red), JpegColor.YCbCr, ((byte)0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. IccWriter.RedGreenSwapped]), Padding));
        foreach (var name in (string[])["small", "webp"])
        {
            var (r, g, b) = At(await BytesAsync(image, name), 50, 50);
            Assert.True(g > r + 80 && g > b + 80, $"{name}: {r} {g} {b}");
        }
    }

    [Fact]
    public async Task An_animated_GIF_becomes_an_animated_WebP_with_still_thumbnails()
    {
        var image = await ProcessAsync(GifWriter.Write(
            Picture.Flat(200, 100, Rgba.Red), Picture.Flat(200, 100, Rgba.Green), Picture.Flat(200, 100, Rgba.Blue)));
        Assert.Equal(3, image.Count("metadata.frames"));
        await AnimatedAsync(image);
    }

    [Fact]
    public async Task An_animated_WebP_stays_animated_with_still_thumbnails()
    {
        var stills = new List<byte[]>();
        foreach (var colour in (Rgba[])[Rgba.Red, Rgba.Green, Rgba.Blue])
            stills.Add(await BytesAsync(await ProcessAsync(PngWriter.Write(Picture.Flat(200, 100, colour), chunks: ("teXt", new byte[1000]))), "webp"));
        var animated = WebPSurgery.Animate(stills, 200, 100);
        byte[] padded = [.. animated, .. "junk"u8, 0xE8, 3, 0, 0, .. new byte[1000]];
        BitConverter.GetBytes(padded.Length - 8).CopyTo(padded, 4);
        var image = await ProcessAsync(padded);
        Assert.Equal(3, image.Count("metadata.frames"));
        await AnimatedAsync(image);
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

    private IImageEngine Engine => Host.Services.Get<ImageRenderer>().Engine;

    private static (byte, byte[]) Padding => ((byte)0xFE, new byte[1000]);

    private async Task<JsonElement> ProcessAsync(byte[] original)
    {
        var image = await Host.ProcessAsync(original);
        Assert.True(image.Text("status") == "completed", image.ToString());
        return image;
    }

    private Task<byte[]> BytesAsync(JsonElement image, string name) =>
        Host.Http.GetByteArrayAsync(Link(image, name), Token);

    private static string Link(JsonElement image, string name) => image.Text(name == "webp" ? "webpUrl" : $"thumbnails.{name}");

    private async Task AnimatedAsync(JsonElement image)
    {
        Assert.Equal(3, Engine.Inspect(await BytesAsync(image, "webp")).Frames);
        foreach (var name in (string[])["small", "medium", "large"])
        {
            var bytes = await BytesAsync(image, name);
            Assert.Equal((ImageFormat.Jpeg, 1), (Engine.Inspect(bytes).Format, Engine.Inspect(bytes).Frames));
            Near(Rgba.Red, At(bytes, 50, 50));
        }
    }

    private async Task<IReadOnlyList<string>> BlobsAsync(string id)
    {
        var names = new List<string>();
        await foreach (var blob in new BlobContainerClient(Host.ConnectionString, "variants").GetBlobsAsync(new GetBlobsOptions { Prefix = id }, Token))
            names.Add(blob.Name);
        return names;
    }

    // The colour at a place in hundredths of width and height, on white.
    private (byte R, byte G, byte B) At(byte[] encoded, int xPercent, int yPercent)
    {
        (byte, byte, byte) colour = default;
        Engine.Render(encoded, Engine.Inspect(encoded), [Pixels], rgb =>
        {
            var at = (((rgb.Height * yPercent / 100) * rgb.Width) + (rgb.Width * xPercent / 100)) * 3;
            colour = (rgb.Content.Span[at], rgb.Content.Span[at + 1], rgb.Content.Span[at + 2]);
        }, Token);
        return colour;
    }

    private static void Near(Rgba expected, (byte R, byte G, byte B) actual) =>
        Assert.True(
            Math.Abs(expected.R - actual.R) <= 16 && Math.Abs(expected.G - actual.G) <= 16 && Math.Abs(expected.B - actual.B) <= 16,
            $"{actual} instead of {expected}");
}
