using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

/// <summary>What costs a decoder time or memory without being pixels.</summary>
public abstract class WorkContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly Picture Picture = Picture.Quadrants(160, 96);

    [Theory]
    [InlineData(201)]
    [InlineData(5000)]
    public void A_jpeg_with_more_scans_than_any_encoder_makes_is_refused_at_its_header(int scans)
    {
        var original = JpegWriter.WriteProgressive(Picture.Flat(640, 480, Rgba.Red), scans);

        AssertQuick(() => AssertRefused(RejectionCodes.TooMuchWork, () => Inspect(original)));
    }

    [Fact]
    public void A_large_jpeg_may_have_fewer_scans_than_a_small_one()
    {
        var large = JpegWriter.WriteProgressive(Picture.Flat(640, 480, Rgba.Red), 150);
        var frame = large.AsSpan().IndexOf<byte>([0xFF, 0xC2]);
        new byte[] { 0x10, 0, 0x10, 0 }.CopyTo(large, frame + 5);

        AssertRefused(RejectionCodes.TooMuchWork, () => Inspect(large));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(190)]
    public void A_progressive_jpeg_is_taken(int scans) =>
        AssertEverywhere(JpegWriter.WriteProgressive(Picture, scans), AssertQuadrants);

    [Fact]
    public void Frames_larger_than_their_screen_are_refused_at_the_header()
    {
        var gif = new List<byte>([.. "GIF89a"u8, 64, 0, 64, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        gif.AddRange([0x2C, 0, 0, 0, 0, 64, 0, 64, 0, 0, 2, 2, 0x44, 0x01, 0]);
        gif.AddRange([0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 2, 0x44, 0x01, 0, 0x3B]);

        AssertRefused(RejectionCodes.TooMuchWork, () => Inspect([.. gif]));
    }

    [Fact]
    public void A_flood_of_segments_costs_next_to_nothing()
    {
        var flood = Enumerable.Repeat(((byte)0xE5, Array.Empty<byte>()), 100_000);

        AssertQuick(() => Render(JpegWriter.Write(Picture, JpegColor.YCbCr, flood), Plan[0]));
    }

    [Theory]
    [InlineData("zTXt")]
    [InlineData("iTXt")]
    [InlineData("iCCP")]
    public void Text_and_profiles_that_unpack_to_hundreds_of_megabytes_cost_next_to_nothing(string type)
    {
        var packed = PngWriter.Deflate(Enumerable.Repeat(new byte[1 << 20], 50));
        byte[] body = type == "iTXt" ? [.. "a\0\u0001\0\0\0"u8, .. packed] : [.. "a\0\0"u8, .. packed];
        var bomb = PngWriter.Write(Picture, PngColor.Rgb, 8, Enumerable.Repeat((type, body), type == "iCCP" ? 1 : 6));

        AssertQuick(() => Assert.Equal(Plan.Count, Render(bomb).Count));
    }

    [Fact]
    public void A_flood_of_text_chunks_costs_next_to_nothing()
    {
        var flood = PngWriter.Write(Picture, PngColor.Rgb, 8, Enumerable.Repeat(("tEXt", "a\0b"u8.ToArray()), 50_000));

        AssertQuick(() => Render(flood, Plan[0]));
    }
}
