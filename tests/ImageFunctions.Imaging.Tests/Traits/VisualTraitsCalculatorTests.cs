using ImageFunctions.Imaging.Traits;

namespace ImageFunctions.Imaging.Tests.Traits;

public sealed class VisualTraitsCalculatorTests
{
    [Theory]
    [InlineData(96, 64, 4, 3)]
    [InlineData(64, 64, 4, 3)]
    [InlineData(64, 96, 3, 4)]
    public void The_placeholder_has_more_components_along_the_longer_side(int width, int height, int x, int y)
    {
        var image = TestRaster.Scene(2, width, height);

        var traits = VisualTraitsCalculator.Compute(image.Rgb, width, height);

        Assert.Equal((x, y), BlurHashDecoder.Components(traits.BlurHash));
    }

    [Fact]
    public void The_traits_are_those_of_the_pixels()
    {
        var image = TestRaster.Paint(90, 60, (x, _) => x < 60 ? (200, 30, 30) : (10, 10, 10));

        var traits = VisualTraitsCalculator.Compute(image.Rgb, 90, 60);

        Assert.Equal("#c81e1e", traits.DominantColor);
        Assert.Equal(["#c81e1e", "#0a0a0a"], traits.Palette);
        Assert.Equal(image.Hash, traits.PerceptualHash);
        Assert.Equal(Math.Round(((0.299 * 200) + (0.701 * 30)) / 2.55 * 2 / 3 + (10 / 2.55 / 3), 1), traits.Brightness);
        Assert.InRange(traits.Sharpness, 1, 100);
    }

    [Fact]
    public void One_pixel_is_enough()
    {
        var traits = VisualTraitsCalculator.Compute([255, 255, 255], 1, 1);

        Assert.Equal("#ffffff", traits.DominantColor);
        Assert.Equal(100, traits.Brightness);
        Assert.Equal(28, traits.BlurHash.Length);
    }

    [Fact]
    public void Bytes_that_do_not_fit_the_size_are_refused() =>
        Assert.Throws<ArgumentException>(() => VisualTraitsCalculator.Compute(new byte[10], 2, 2));
}
