using ImageFunctions.Imaging.Traits;

namespace ImageFunctions.Imaging.Tests.Traits;

public sealed class ToneFiguresTests
{
    [Theory]
    [InlineData(0x000000, 0)]
    [InlineData(0xFFFFFF, 100)]
    [InlineData(0x808080, 50.2)]
    [InlineData(0xFF0000, 29.9)]
    [InlineData(0x00FF00, 58.7)]
    public void Brightness_is_the_mean_luma(int color, double expected) =>
        Assert.Equal(expected, ToneFigures.Brightness(TestRaster.Solid(20, 10, color).Raster.Luma()));

    [Fact]
    public void A_flat_image_and_an_even_slope_have_no_edges()
    {
        Assert.Equal(0, Sharpness(TestRaster.Solid(40, 40, 0x336699)));
        Assert.Equal(0, Sharpness(TestRaster.Gray(40, 40, (x, y) => (2 * x) + y)));
    }

    [Fact]
    public void Sharpness_follows_its_formula()
    {
        // Alternating columns of 100 and 110: the Laplacian is ±20 in turn, so its variance is 400.
        var stripes = TestRaster.Gray(42, 10, (x, _) => x % 2 == 0 ? 100 : 110);

        Assert.Equal(Math.Round(100 * 400 / 700.0, 1), Sharpness(stripes));
    }

    [Fact]
    public void Blur_lowers_sharpness()
    {
        var image = TestRaster.Scene(8, 128, 96).Recompressed(seed: 8, step: 1, noise: 12);

        Assert.InRange(Sharpness(image.Blurred(2)), 0, Sharpness(image) / 4);
    }

    [Fact]
    public void An_image_too_small_to_have_an_inside_is_not_sharp() =>
        Assert.Equal(0, Sharpness(TestRaster.Gray(2, 50, (x, _) => x * 255)));

    private static double Sharpness(TestRaster image) =>
        ToneFigures.Sharpness(image.Raster.Luma(), image.Width, image.Height);
}
