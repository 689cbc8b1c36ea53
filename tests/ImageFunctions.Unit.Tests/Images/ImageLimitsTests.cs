using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Images;

public sealed class ImageLimitsTests
{
    private static readonly ImageLimits Limits = new();

    [Theory]
    [InlineData(50, 50)]
    [InlineData(4032, 3024)]
    [InlineData(8064, 6048)]
    [InlineData(16383, 50)]
    [InlineData(10_000, 5000)]
    public void Sizes_up_to_the_limits_are_accepted(int width, int height) => Limits.Check(Header(width, height));

    [Theory]
    [InlineData(49, 50)]
    [InlineData(50, 49)]
    [InlineData(16384, 50)]
    [InlineData(50, 16384)]
    public void One_pixel_beyond_is_refused(int width, int height) =>
        Assert.Equal(RejectionCodes.BadDimensions, Assert.Throws<ImageRejectedException>(() => Limits.Check(Header(width, height))).Code);

    [Fact]
    public void A_bomb_is_refused_by_its_pixels() =>
        Assert.Equal(RejectionCodes.TooManyPixels, Assert.Throws<ImageRejectedException>(() => Limits.Check(Header(60_000, 60_000))).Code);

    [Fact]
    public void The_pixels_of_all_frames_count() =>
        Assert.Equal(RejectionCodes.TooManyPixels, Assert.Throws<ImageRejectedException>(() => Limits.Check(Header(2000, 2000, 13))).Code);

    [Fact]
    public void A_refusal_names_the_limit_the_value_and_the_setting()
    {
        var refusal = Assert.Throws<ImageRejectedException>(() => Limits.Check(Header(10_000, 5001)));

        Assert.Equal("The image has 50,010,000 pixels; 50,000,000 are allowed (Limits__MaxPixels).", refusal.Message);
    }

    [Fact]
    public void A_hundred_frames_are_accepted_and_one_more_is_not()
    {
        Limits.Check(Header(100, 100, 100));
        Assert.Equal(RejectionCodes.TooManyFrames, Assert.Throws<ImageRejectedException>(() => Limits.Check(Header(100, 100, 101))).Code);
    }

    [Theory]
    [InlineData(1023, RejectionCodes.TooSmall)]
    [InlineData((25 * 1024 * 1024) + 1, RejectionCodes.TooLarge)]
    public void A_file_outside_1_KB_to_25_MB_is_refused(long bytes, string code) =>
        Assert.Equal(code, Assert.Throws<ImageRejectedException>(() => Limits.CheckBytes(bytes)).Code);

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, ImageFormat.Jpeg)]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, ImageFormat.Png)]
    [InlineData(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 }, ImageFormat.Gif)]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50 }, ImageFormat.WebP)]
    public void Formats_are_told_by_their_first_bytes(byte[] content, ImageFormat format) =>
        Assert.Equal(format, ImageFormats.Sniff(content));

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xFF, 0xD8 })]
    [InlineData(new byte[] { 0x3C, 0x73, 0x76, 0x67 })]
    [InlineData(new byte[] { 0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x41, 0x56, 0x45 })]
    public void Other_bytes_are_no_format(byte[] content) => Assert.Null(ImageFormats.Sniff(content));

    private static ImageHeader Header(int width, int height, int frames = 1) =>
        new(ImageFormat.Jpeg, width, height, 1, false, frames, new Dictionary<string, string>());
}
