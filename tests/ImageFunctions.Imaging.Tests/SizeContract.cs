using ImageFunctions.Images.Record;
using ImageFunctions.Processing;

namespace ImageFunctions.Imaging.Tests;

public abstract class SizeContract(EngineChoice choice) : EngineContract(choice)
{
    [Theory]
    [InlineData(1600, 1200, 150, 113)]
    [InlineData(1200, 1600, 113, 150)]
    [InlineData(1600, 16, 150, 2)]
    [InlineData(1600, 8, 150, 1)]
    [InlineData(160, 160, 150, 150)]
    public void A_thumbnail_fits_its_square_and_keeps_its_shape(int width, int height, int expectedWidth, int expectedHeight)
    {
        var small = Render(JpegWriter.Write(Picture.Tiles(width, height)), Plan[0])[0];

        Assert.Equal((expectedWidth, expectedHeight), (small.Width, small.Height));
        Assert.Equal((expectedWidth, expectedHeight), (Look(small).Width, Look(small).Height));
    }

    [Fact]
    public void A_small_image_is_never_enlarged()
    {
        foreach (var rendition in Render(PngWriter.Write(Picture.Quadrants(64, 40))))
            Assert.Equal((64, 40), (rendition.Width, rendition.Height));
    }

    [Fact]
    public void The_webp_keeps_the_size_of_the_source()
    {
        var webp = Render(JpegWriter.Write(Picture.Tiles(1304, 904)))[^1];

        Assert.Equal(("webp", "image/webp", 1304, 904), (webp.Name, webp.ContentType, webp.Width, webp.Height));
        Assert.Equal((1304, 904), (Inspect(webp.Bytes).Width, Inspect(webp.Bytes).Height));
    }

    [Fact]
    public void The_raster_has_three_bytes_a_pixel()
    {
        var raster = Render(JpegWriter.Write(Picture.Quadrants(1024, 512)), new VariantSpec("raster", 256, VariantFormat.Rgb))[0];

        Assert.Equal("application/octet-stream", raster.ContentType);
        Assert.Equal(256 * 128 * 3, raster.Bytes.Length);
        new Raster(raster).AssertQuadrants(Rgba.Red, Rgba.Green, Rgba.Yellow, Rgba.Blue);
    }

    [Fact]
    public void The_analysis_rendition_is_a_reduced_jpeg()
    {
        var analysis = Render(JpegWriter.Write(Picture.Quadrants(4096, 1024))).Single(rendition => rendition.Name == Variants.Analysis);

        Assert.Equal(("image/jpeg", 2048, 512), (analysis.ContentType, analysis.Width, analysis.Height));
        Look(analysis).AssertQuadrants(Rgba.Red, Rgba.Green, Rgba.Yellow, Rgba.Blue);
    }

    [Fact]
    public void Thumbnails_are_handed_over_before_the_webp()
    {
        var order = Render(JpegWriter.Write(Picture.Tiles(1600, 1200))).Select(rendition => rendition.Name).ToList();

        Assert.Equal(6, order.Count);
        Assert.Equal([Variants.Analysis, Variants.WebP], order[4..]);
        Assert.Equal(["large", "medium", "raster", "small"], order[..4].Order());
    }

    [Fact]
    public void A_plan_of_one_rendition_makes_one()
    {
        var only = Assert.Single(Render(PngWriter.Write(Picture.Quadrants(640, 480)), Plan[1]));

        Assert.Equal(("medium", 400, 300), (only.Name, only.Width, only.Height));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(17)]
    public void Odd_and_tiny_sizes_survive(int side)
    {
        foreach (var rendition in Render(PngWriter.Write(Picture.Flat(side, side, Rgba.Green))))
            Look(rendition).AssertNear(Rgba.Green, 0, 0);
    }

    [Fact]
    public void Lower_quality_gives_fewer_bytes()
    {
        var original = PngWriter.Write(Picture.Tiles(640, 480));

        foreach (var format in new[] { VariantFormat.Jpeg, VariantFormat.WebP })
        {
            var good = Render(original, new VariantSpec("good", 0, format, Quality: 90))[0];
            var poor = Render(original, new VariantSpec("poor", 0, format, Quality: 30))[0];
            Assert.True(poor.Bytes.Length < good.Bytes.Length, format.ToString());
        }
    }
}
