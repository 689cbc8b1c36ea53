using ImageFunctions.Imaging.Traits;

namespace ImageFunctions.Imaging.Tests.Traits;

public sealed class ColorPaletteTests
{
    private static readonly int[] Six = [0xFFFFFF, 0x102030, 0xE03020, 0x20A040, 0x2040D0, 0xF0C010];

    [Fact]
    public void Flat_colors_come_out_exactly_and_most_frequent_first()
    {
        // Columns of the colors: 32, 28, 20, 12, 6 and 2 of 100.
        int[] until = [32, 60, 80, 92, 98, 100];
        var image = TestRaster.Paint(100, 20, (x, _) =>
        {
            var color = Six[Array.FindIndex(until, end => x < end)];
            return (color >> 16, (color >> 8) & 255, color & 255);
        });

        Assert.Equal(["#ffffff", "#102030", "#e03020", "#20a040", "#2040d0", "#f0c010"], ColorPalette.Of(image.Raster));
    }

    [Fact]
    public void One_color_is_a_palette_of_one() =>
        Assert.Equal(["#0a80ff"], ColorPalette.Of(TestRaster.Solid(17, 9, 0x0A80FF).Raster));

    [Fact]
    public void Shades_that_pass_for_one_color_are_joined()
    {
        var noisy = TestRaster.Solid(64, 64, 0x808080).Recompressed(seed: 3, step: 1, noise: 6);

        var palette = ColorPalette.Of(noisy.Raster);

        Assert.Equal("#808080", Assert.Single(palette));
    }

    [Fact]
    public void Specks_are_left_out()
    {
        var speck = TestRaster.Paint(100, 100, (x, y) => x < 5 && y < 5 ? (255, 0, 0) : (0, 0, 60));

        Assert.Equal(["#00003c"], ColorPalette.Of(speck.Raster));
    }

    [Fact]
    public void A_busy_image_has_at_most_six_and_the_same_each_time()
    {
        var random = new Random(5);
        var noise = TestRaster.Paint(200, 150, (_, _) => (random.Next(256), random.Next(256), random.Next(256)));

        var palette = ColorPalette.Of(noise.Raster);

        Assert.Equal(6, palette.Count);
        Assert.All(palette, color => Assert.Matches("^#[0-9a-f]{6}$", color));
        Assert.Equal(palette, ColorPalette.Of(noise.Raster));
    }
}
