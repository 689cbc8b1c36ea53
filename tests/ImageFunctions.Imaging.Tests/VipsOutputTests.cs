using System.Diagnostics;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

/// <summary>What libvips can do and ImageSharp cannot.</summary>
public sealed class VipsOutputTests() : EngineContract(EngineChoice.Vips)
{
    [Fact]
    public void A_jpeg_thumbnail_is_progressive()
    {
        var small = Render(JpegWriter.Write(Picture.Tiles(640, 480)), new VariantSpec("small", 150, VariantFormat.Jpeg))[0];

        // The frame header of ITU-T T.81 for progressive DCT, and none for baseline.
        Assert.NotEqual(-1, small.Bytes.AsSpan().IndexOf<byte>([0xFF, 0xC2]));
        Assert.Equal(-1, small.Bytes.AsSpan().IndexOf<byte>([0xFF, 0xC0]));
    }

    [Fact]
    public void A_png_without_an_end_is_taken_when_it_has_all_its_pixels() =>
        Assert.Equal(Plan.Count, Render(PngWriter.Write(Picture.Quadrants(160, 96))[..^12]).Count);

    [Fact]
    public void Flat_graphics_are_packed_without_loss_where_that_is_smaller()
    {
        var checks = new Picture(400, 300, (x, y) => (x / 8 * 7) % 5 == (y / 8) % 5 ? Rgba.Red : Rgba.Clear);
        var original = PngWriter.Write(checks, PngColor.Palette, 1);

        var webp = Render(original)[^1];

        Assert.InRange(webp.Bytes.Length, 1, original.Length);
        Assert.NotEqual(-1, webp.Bytes.AsSpan().IndexOf("VP8L"u8));
    }

    [Fact]
    public void A_webp_that_would_grow_is_taken_as_it_was_without_what_is_private()
    {
        var small = Render(PngWriter.Write(Picture.Tiles(320, 240)), new VariantSpec("source", 0, VariantFormat.WebP, Quality: 5))[0].Bytes;
        var original = WebPSurgery.WithMetadata(small, 320, 240, exif: ExifWriter.Write(1));

        var webp = Render(original)[^1];

        Assert.InRange(webp.Bytes.Length, small.Length, original.Length - 1);
        Assert.Equal(-1, webp.Bytes.AsSpan().IndexOf("Maker"u8));
        Assert.Equal(-1, webp.Bytes.AsSpan().IndexOf("EXIF"u8));
    }

    [Fact]
    public void A_webp_that_lies_on_its_side_is_encoded_anew()
    {
        var source = new VariantSpec("source", 0, VariantFormat.WebP, Quality: 5);
        var small = Render(PngWriter.Write(Picture.Quadrants(160, 96)), source)[0].Bytes;

        var webp = Render(WebPSurgery.WithMetadata(small, 160, 96, exif: ExifWriter.Write(6)))[^1];

        Assert.Equal((96, 160), (Inspect(webp.Bytes).Width, Inspect(webp.Bytes).Height));
    }

    [Fact]
    public async Task A_deadline_stops_libvips_in_the_middle_and_the_next_image_goes_on()
    {
        var large = JpegWriter.Write(Picture.Tiles(3000, 2000));
        VariantSpec[] slow = [.. Enumerable.Range(0, 60).Select(i => new VariantSpec($"{i}", 0, VariantFormat.WebP, Effort: 6))];
        using var renderer = new ImageRenderer(
            Engine, Microsoft.Extensions.Options.Options.Create(new ImagingOptions { MaxConcurrency = 1, RenderDeadlineSeconds = 1 }));
        var start = Stopwatch.GetTimestamp();

        var refusal = await Assert.ThrowsAsync<ImageRejectedException>(() => Count(renderer, large, slow));

        Assert.Equal(RejectionCodes.TookTooLong, refusal.Code);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1, 10);
        Assert.Equal(1, await Count(renderer, JpegWriter.Write(Picture.Tiles(160, 96)), Plan[0]));
    }

    private async Task<int> Count(ImageRenderer renderer, byte[] original, params VariantSpec[] plan) => await renderer
        .RenderAsync(original, Inspect(original), plan, TestContext.Current.CancellationToken)
        .CountAsync(TestContext.Current.CancellationToken);
}
