using ImageFunctions.Imaging.Traits;

namespace ImageFunctions.Imaging.Tests.Traits;

public sealed class BlurHashTests
{
    // Hashes that several independent encoders give for these pixels.
    [Theory]
    [InlineData(4, 4, 0x000000, "L00000fQfQfQfQfQfQfQfQfQfQfQ")]
    [InlineData(64, 48, 0x000000, "L00000fQfQfQfQfQfQfQfQfQfQfQ")]
    [InlineData(4, 4, 0xFFFFFF, "L~TSUA~qfQ~q~q%MfQ%MfQfQfQfQ")]
    [InlineData(4, 4, 0xFF0000, "L~TI:j|cfQ|c|c$5fQ$5fQfQfQfQ")]
    [InlineData(4, 4, 0x0000FF, "L~0036fZfQfZfZfVfQfVfQfQfQfQ")]
    [InlineData(8, 8, 0xC8FF3C, "LfN39P?:fQ?:?:oxfQoxfQfQfQfQ")]
    public void A_flat_color_has_the_published_hash(int width, int height, int color, string expected) =>
        Assert.Equal(expected, BlurHashEncoder.Encode(TestRaster.Solid(width, height, color).Raster, 4, 3));

    [Fact]
    public void A_gradient_has_the_hash_of_the_other_encoders()
    {
        var gradient = TestRaster.Paint(8, 6, (x, y) => (5 * ((8 * y) + x), 255 - (5 * ((8 * y) + x)), 3 * ((8 * y) + x)));

        Assert.Equal("D|G9x}k-X5tPX5HJXhj@XOj@", BlurHashEncoder.Encode(gradient.Raster, 5, 2));
    }

    [Fact]
    public void A_checkered_image_has_the_hash_of_the_other_encoders()
    {
        var checkered = TestRaster.Paint(16, 16, (x, y) => ((x / 4) + (y / 4)) % 2 == 1 ? (255, 0, 0) : (0, 0, 255));

        Assert.Equal("LLLjfL,efQ,e,eFPfQ2NfQfQfQfQ", BlurHashEncoder.Encode(checkered.Raster, 4, 3));
    }

    [Fact]
    public void One_component_is_the_average_alone() =>
        Assert.Equal("00Ee,D", BlurHashEncoder.Encode(TestRaster.Paint(5, 7, (x, y) => (x * 50, y * 30, 200)).Raster, 1, 1));

    [Theory]
    [InlineData(1, 1, 6)]
    [InlineData(4, 3, 28)]
    [InlineData(3, 4, 28)]
    [InlineData(9, 9, 166)]
    public void Length_and_first_digit_tell_the_components(int x, int y, int length)
    {
        var hash = BlurHashEncoder.Encode(TestRaster.Scene(1, 40, 30).Raster, x, y);

        Assert.Equal(length, hash.Length);
        Assert.Equal((x, y), BlurHashDecoder.Components(hash));
    }

    [Fact]
    public void The_decoded_picture_is_bright_where_the_image_is()
    {
        var image = TestRaster.Paint(64, 48, (x, _) => x < 32 ? (230, 40, 40) : (20, 20, 90));

        var hash = BlurHashEncoder.Encode(image.Raster, 4, 3);

        var left = BlurHashDecoder.At(hash, 0.2, 0.5);
        var right = BlurHashDecoder.At(hash, 0.8, 0.5);
        Assert.InRange(left.R, BlurHashDecoder.Linear(190), BlurHashDecoder.Linear(255));
        Assert.InRange(right.R, -0.1, BlurHashDecoder.Linear(100));
        Assert.True(right.B > left.B);
    }

    [Fact]
    public void The_average_is_that_of_linear_light()
    {
        var checkered = TestRaster.Gray(64, 64, (x, y) => (x + y) % 2 * 255);

        var hash = BlurHashEncoder.Encode(checkered.Raster, 1, 1);

        // Half the light of white is sRGB 188, not 128.
        Assert.Equal(BlurHashEncoder.Encode(TestRaster.Solid(1, 1, 0xBCBCBC).Raster, 1, 1), hash);
    }

    [Fact]
    public void More_than_nine_components_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BlurHashEncoder.Encode(TestRaster.Solid(4, 4, 0).Raster, 10, 1));
}
