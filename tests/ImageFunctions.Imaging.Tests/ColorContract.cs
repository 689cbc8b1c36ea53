namespace ImageFunctions.Imaging.Tests;

public abstract class ColorContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly Picture Quadrants = Picture.Quadrants(160, 96);

    // Black, dark, light, white: exact in 1 and 2 bits only where the depth allows.
    private static readonly Picture Grays = new(160, 96, (x, _) => (x / 40) switch
    {
        0 => Rgba.Black,
        1 => new(85, 85, 85),
        2 => new(170, 170, 170),
        _ => Rgba.White,
    });

    public static TheoryData<PngColor, int> ColorPngs => new(
        (PngColor.Rgb, 8), (PngColor.Rgb, 16), (PngColor.RgbAlpha, 8), (PngColor.RgbAlpha, 16),
        (PngColor.Palette, 2), (PngColor.Palette, 4), (PngColor.Palette, 8));

    [Theory]
    [MemberData(nameof(ColorPngs))]
    public void A_png_of_any_depth_keeps_its_colors(PngColor color, int depth) =>
        AssertEverywhere(PngWriter.Write(Quadrants, color, depth), AssertQuadrants);

    [Theory]
    [InlineData(PngColor.Gray, 2)]
    [InlineData(PngColor.Gray, 4)]
    [InlineData(PngColor.Gray, 8)]
    [InlineData(PngColor.Gray, 16)]
    [InlineData(PngColor.GrayAlpha, 8)]
    [InlineData(PngColor.GrayAlpha, 16)]
    public void A_gray_png_keeps_its_grays(PngColor color, int depth) =>
        AssertEverywhere(PngWriter.Write(Grays, color, depth), AssertGrays);

    [Fact]
    public void A_one_bit_png_is_black_and_white()
    {
        var picture = new Picture(160, 96, (x, _) => x < 80 ? Rgba.Black : Rgba.White);

        AssertEverywhere(PngWriter.Write(picture, PngColor.Gray, 1), raster =>
        {
            raster.AssertNear(Rgba.Black, 25, 50);
            raster.AssertNear(Rgba.White, 75, 50);
        });
    }

    [Fact]
    public void A_color_jpeg_keeps_its_colors() => AssertEverywhere(JpegWriter.Write(Quadrants), AssertQuadrants);

    [Fact]
    public void A_gray_jpeg_keeps_its_grays() => AssertEverywhere(JpegWriter.Write(Grays, JpegColor.Gray), AssertGrays);

    [Fact]
    public void A_gif_keeps_its_colors() => AssertEverywhere(GifWriter.Write(Quadrants), AssertQuadrants);

    [Fact]
    public void A_webp_keeps_its_colors() => AssertEverywhere(WebPOf(Quadrants), AssertQuadrants);

    [Fact]
    public void A_cmyk_jpeg_becomes_rgb()
    {
        var picture = new Picture(192, 96, (x, _) => (x / 48) switch
        {
            0 => Rgba.White,
            1 => new(0, 255, 255),
            2 => new(255, 0, 255),
            _ => new(255, 255, 0),
        });

        // Inks have no one true color: which channels are strong and weak is what must hold.
        AssertEverywhere(JpegWriter.Write(picture, JpegColor.Cmyk), raster =>
        {
            raster.AssertNear(Rgba.White, 12, 50, 4);
            AssertWeakest(raster[raster.Width * 37 / 100, raster.Height / 2], "R");
            AssertWeakest(raster[raster.Width * 62 / 100, raster.Height / 2], "G");
            AssertWeakest(raster[raster.Width * 87 / 100, raster.Height / 2], "B");
        });
    }

    [Fact]
    public void A_color_profile_is_applied_and_not_passed_on()
    {
        var icc = IccWriter.RedGreenSwapped;
        var jpeg = JpegWriter.Write(Quadrants, JpegColor.YCbCr, (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. icc]));
        var png = PngWriter.Write(Quadrants, PngColor.Rgb, 8, ("iCCP", [.. "p\0\0"u8, .. PngWriter.Deflate([icc])]));
        var webp = WebPSurgery.WithMetadata(WebPOf(Quadrants), 160, 96, icc: icc);

        foreach (var original in new[] { jpeg, png, webp })
        {
            AssertEverywhere(original, raster =>
            {
                raster.AssertNear(new(20, 220, 20), 20, 20, 25);
                raster.AssertNear(new(180, 20, 20), 80, 20, 25);
                raster.AssertNear(Rgba.Blue, 20, 80, 25);
            });
        }
    }

    [Fact]
    public void A_damaged_color_profile_is_passed_over()
    {
        var broken = IccWriter.RedGreenSwapped[..200];
        var original = JpegWriter.Write(Quadrants, JpegColor.YCbCr, (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. broken]));

        AssertEverywhere(original, AssertQuadrants);
    }

    private static void AssertGrays(Raster raster)
    {
        raster.AssertNear(Rgba.Black, 12, 50);
        raster.AssertNear(new(85, 85, 85), 37, 50);
        raster.AssertNear(new(170, 170, 170), 62, 50);
        raster.AssertNear(Rgba.White, 87, 50);
    }

    private static void AssertWeakest(Rgba pixel, string channel)
    {
        var channels = new[] { ("R", pixel.R), ("G", pixel.G), ("B", pixel.B) }.OrderBy(entry => entry.Item2).ToList();
        Assert.Equal(channel, channels[0].Item1);
        Assert.True(channels[1].Item2 - channels[0].Item2 > 60, pixel.ToString());
    }
}
