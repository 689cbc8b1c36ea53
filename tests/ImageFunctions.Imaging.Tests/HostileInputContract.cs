using System.Text;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

public abstract class HostileInputContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly ImageLimits Limits = new();

    public static TheoryData<string, byte[]> NotImages => new(
        ("nothing", []),
        ("one byte", [0xFF]),
        ("zeroes", new byte[4096]),
        ("svg", Encoding.UTF8.GetBytes(
            "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><rect width='9' height='9'/></svg>")),
        ("html", Encoding.UTF8.GetBytes("<!doctype html><script>alert(1)</script>")),
        ("pdf", Encoding.ASCII.GetBytes("%PDF-1.7\n")),
        ("bmp", [.. "BM"u8, .. new byte[100]]),
        ("tiff", [.. "II*\0"u8, 8, 0, 0, 0, .. new byte[100]]),
        ("heic", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[100]]),
        ("ppm", [.. "P6\n100 100\n255\n"u8, .. new byte[30000]]),
        ("riff that is no webp", [.. "RIFF"u8, 100, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[100]]));

    public static TheoryData<string, byte[]> BareSignatures => new(
        ("jpeg", [0xFF, 0xD8, 0xFF]),
        ("jpeg with an end", [0xFF, 0xD8, 0xFF, 0xD9]),
        ("png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
        ("gif", [.. "GIF89a"u8]),
        ("gif without frames", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B]),
        ("webp", [.. "RIFF"u8, 4, 0, 0, 0, .. "WEBP"u8]),
        ("gif that is a script", [.. "GIF89a=1;alert(1)//"u8]));

    [Theory]
    [MemberData(nameof(NotImages))]
    public void What_is_no_image_is_refused_by_content(string what, byte[] content)
    {
        Assert.NotNull(what);
        AssertRefused(RejectionCodes.UnsupportedType, () => Inspect(content));
    }

    [Theory]
    [MemberData(nameof(BareSignatures))]
    public void A_signature_without_an_image_is_refused(string what, byte[] content)
    {
        Assert.NotNull(what);
        AssertRefused(RejectionCodes.CorruptImage, () => Inspect(content));
    }

    [Theory]
    [InlineData(60000, 60000, RejectionCodes.TooManyPixels)]
    [InlineData(int.MaxValue, int.MaxValue, RejectionCodes.TooManyPixels)]
    [InlineData(1, 20000, RejectionCodes.BadDimensions)]
    [InlineData(16384, 3000, RejectionCodes.BadDimensions)]
    public void A_png_that_claims_too_much_is_refused_at_its_header(int width, int height, string code)
    {
        var bomb = PngWriter.WriteClaim(width, height);
        Assert.InRange(bomb.Length, 60, 90);

        AssertQuick(() => AssertRefused(code, () => Limits.Check(Inspect(bomb))));
    }

    [Fact]
    public void A_png_that_is_as_large_as_it_claims_is_refused_at_its_header()
    {
        var bomb = PngWriter.WriteBomb(20000, 20000);

        AssertQuick(() => AssertRefused(RejectionCodes.TooManyPixels, () => Limits.Check(Inspect(bomb))));
    }

    [Fact]
    public void A_claim_within_the_limits_gets_no_further_than_its_pixels()
    {
        var claim = PngWriter.WriteClaim(4000, 4000);

        AssertQuick(() => AssertRefused(RejectionCodes.CorruptImage, () => Render(claim)));
    }

    [Fact]
    public void Jpeg_gif_and_webp_claims_are_refused_at_their_headers()
    {
        var jpeg = JpegWriter.Write(Picture.Flat(64, 64, Rgba.Red));
        var frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }.CopyTo(jpeg, frame + 5);
        var gif = GifWriter.Write(Picture.Flat(64, 64, Rgba.Red));
        new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }.CopyTo(gif, 6);
        var webp = WebPSurgery.WithMetadata(WebPOf(Picture.Flat(64, 64, Rgba.Red)), 16384, 16384);

        foreach (var claim in new[] { jpeg, gif, webp })
            AssertQuick(() => AssertRefused(RejectionCodes.TooManyPixels, () => Limits.Check(Inspect(claim))));
    }

    [Fact]
    public void What_is_appended_to_an_image_is_not_passed_on()
    {
        var polyglot = (byte[])[.. JpegWriter.Write(Picture.Quadrants(160, 96)), .. "PK\x03\x04<script>alert(1)</script>"u8];

        foreach (var rendition in Render(polyglot))
            Assert.DoesNotContain("<script>", Encoding.Latin1.GetString(rendition.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xC3)]
    [InlineData(0xC9)]
    public void Rare_kinds_of_jpeg_are_refused_as_unsupported(byte frame)
    {
        var original = JpegWriter.Write(Picture.Flat(64, 64, Rgba.Red));
        original[original.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 1] = frame;

        AssertRefused(RejectionCodes.UnsupportedType, () => Inspect(original));
    }
}
