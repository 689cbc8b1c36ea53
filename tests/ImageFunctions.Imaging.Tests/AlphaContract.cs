namespace ImageFunctions.Imaging.Tests;

public abstract class AlphaContract(EngineChoice choice) : EngineContract(choice)
{
    protected static readonly Picture HalfClear = new(1600, 800, (x, _) => x < 800 ? Rgba.Red : Rgba.Clear);

    public static TheoryData<PngColor, int> AlphaPngs => new(
        (PngColor.RgbAlpha, 8), (PngColor.RgbAlpha, 16), (PngColor.Palette, 8));

    [Theory]
    [MemberData(nameof(AlphaPngs))]
    public void Thumbnails_of_a_transparent_png_are_transparent_webp(PngColor color, int depth)
    {
        var original = PngWriter.Write(HalfClear, color, depth);
        Assert.True(Inspect(original).HasAlpha);

        foreach (var name in new[] { "small", "medium", "large", "webp" })
        {
            var rendition = Render(original).Single(rendition => rendition.Name == name);
            Assert.Equal("image/webp", rendition.ContentType);
            Assert.True(Inspect(rendition.Bytes).HasAlpha, name);
            AssertHalves(Look(rendition));
        }
    }

    public static TheoryData<PngColor, int, byte[]> ClearColors => new(
        (PngColor.Gray, 1, [0, 0]),
        (PngColor.Gray, 8, [0, 0]),
        (PngColor.Gray, 16, [0, 0]),
        (PngColor.Rgb, 8, [0, 0, 0, 0, 0, 0]),
        (PngColor.Rgb, 16, [0, 0, 0, 0, 0, 0]));

    [Theory]
    [MemberData(nameof(ClearColors))]
    public void A_png_with_one_clear_color_is_transparent(PngColor color, int depth, byte[] clear)
    {
        var original = PngWriter.Write(new Picture(160, 80, (x, _) => x < 80 ? Rgba.White : Rgba.Black), color, depth, ("tRNS", clear));

        var small = Render(original, Plan[0])[0];

        Assert.True(Inspect(original).HasAlpha);
        Assert.Equal("image/webp", small.ContentType);
        Look(small).AssertNear(Rgba.White, 75, 50, 4);
    }

    [Fact]
    public void A_lossless_webp_is_transparent()
    {
        var original = WebPWriter.Write(160, 80, Rgba.Red, (x, _) => x >= 80);

        Assert.True(Inspect(original).HasAlpha);
        foreach (var rendition in Render(original).Where(rendition => rendition.Name is "small" or "webp"))
        {
            Assert.Equal("image/webp", rendition.ContentType);
            AssertHalves(Look(rendition));
        }
    }

    [Fact]
    public void A_lossless_webp_is_transparent_though_its_container_denies_it()
    {
        var original = WebPSurgery.WithMetadata(WebPWriter.Write(160, 80, Rgba.Red, (x, _) => x >= 80), 160, 80);

        Assert.True(Inspect(original).HasAlpha);
        AssertHalves(Look(Render(original, Plan[0])[0]));
    }

    [Fact]
    public void A_transparent_gif_is_transparent()
    {
        var original = GifWriter.Write(new Picture(160, 80, (x, _) => x < 80 ? Rgba.Red : Rgba.Clear));

        var webp = Render(original)[^1];

        Assert.True(Inspect(original).HasAlpha);
        Assert.True(Inspect(webp.Bytes).HasAlpha);
        AssertHalves(Look(webp));
    }

    [Fact]
    public void What_analysis_reads_is_on_white()
    {
        foreach (var rendition in Render(PngWriter.Write(HalfClear, PngColor.RgbAlpha)).Where(
            rendition => rendition.Name is "raster" or "analysis"))
        {
            Assert.Contains(rendition.ContentType, new[] { "application/octet-stream", "image/jpeg" });
            AssertHalves(Look(rendition));
        }
    }

    [Fact]
    public void An_opaque_image_gives_jpeg_thumbnails()
    {
        var header = Inspect(PngWriter.Write(Picture.Quadrants(160, 96)));
        var small = Render(PngWriter.Write(Picture.Quadrants(160, 96)), Plan[0])[0];

        Assert.False(header.HasAlpha);
        Assert.Equal("image/jpeg", small.ContentType);
    }

    [Fact]
    public void Hidden_color_does_not_bleed_into_edges()
    {
        // Clear black beside opaque white: an unweighted resampler would leave a gray seam.
        var original = PngWriter.Write(new Picture(1600, 800, (x, _) => x < 801 ? Rgba.White : Rgba.Clear), PngColor.RgbAlpha);

        var medium = Look(Render(original, Plan[1])[0]);

        for (var x = 0; x < medium.Width; x++)
            Assert.True(medium[x, medium.Height / 2].R >= 245, $"{medium[x, medium.Height / 2]} at {x}");
    }

    [Fact]
    public void Half_transparency_stays_half()
    {
        var original = PngWriter.Write(Picture.Flat(160, 96, new Rgba(0, 0, 0, 128)), PngColor.RgbAlpha);

        foreach (var rendition in Render(original))
            Look(rendition).AssertNear(new(127, 127, 127), 50, 50, 6);
    }

    protected static void AssertHalves(Raster raster)
    {
        raster.AssertNear(Rgba.Red, 25, 50);
        raster.AssertNear(Rgba.White, 75, 50, 4);
    }
}
