using System.Buffers.Binary;

namespace ImageFunctions.Imaging.Tests;

/// <summary>Colors against values that are worked out here, from the definitions.</summary>
public sealed class VipsColorTests() : EngineContract(EngineChoice.Vips)
{
    private static readonly Rgba Sample = new(200, 100, 50);
    private static readonly Picture Picture = Picture.Flat(160, 96, Sample);
    private static readonly double[] SrgbPrimaries = [0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06];
    private static readonly double[] P3Primaries = [0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060];

    // Linear Display P3 to linear sRGB, of CSS Color 4.
    private static readonly double[] P3ToSrgb = [1.2249, -0.2247, 0, -0.0420, 1.0419, 0, -0.0197, -0.0786, 1.0979];

    public static TheoryData<PngColor, int> Depths => new(
        (PngColor.Rgb, 8), (PngColor.Rgb, 16), (PngColor.RgbAlpha, 8), (PngColor.RgbAlpha, 16), (PngColor.Palette, 8));

    [Theory]
    [MemberData(nameof(Depths))]
    public void Linear_gamma_of_a_png_is_honored(PngColor color, int depth) =>
        AssertEverywhere(Convert(Sample, 1, null), PngWriter.Write(Picture, color, depth, Gamma(1)));

    [Theory]
    [InlineData(PngColor.Gray, 8)]
    [InlineData(PngColor.Gray, 16)]
    [InlineData(PngColor.GrayAlpha, 16)]
    public void Linear_gamma_of_a_gray_png_is_honored(PngColor color, int depth) =>
        AssertEverywhere(Convert(new(200, 200, 200), 1, null), PngWriter.Write(Picture, color, depth, Gamma(1)));

    [Theory]
    [InlineData(0.45455)]
    [InlineData(0.45)]
    public void Gamma_that_is_srgbs_but_for_rounding_changes_nothing(double gamma) =>
        AssertEverywhere(Sample, PngWriter.Write(Picture, PngColor.Rgb, 8, Gamma(gamma), Primaries(SrgbPrimaries)));

    [Fact]
    public void Primaries_of_a_png_are_honored() =>
        AssertEverywhere(Convert(Sample, 2.2, P3ToSrgb), PngWriter.Write(Picture, PngColor.Rgb, 8, Gamma(1 / 2.2), Primaries(P3Primaries)));

    [Fact]
    public void A_png_that_says_srgb_is_srgb() =>
        AssertEverywhere(Sample, PngWriter.Write(Picture, PngColor.Rgb, 8, ("sRGB", [0]), Gamma(1), Primaries(P3Primaries)));

    [Fact]
    public void A_pngs_profile_goes_before_its_gamma() => AssertEverywhere(
        Convert(Sample, 2.2, P3ToSrgb),
        PngWriter.Write(Picture, PngColor.Rgb, 8, Gamma(1), ("iCCP", [.. "p\0\0"u8, .. PngWriter.Deflate([IccWriter.P3])])));

    [Fact]
    public void Numbers_that_make_no_sense_are_passed_over() =>
        AssertEverywhere(Sample, PngWriter.Write(Picture, PngColor.Rgb, 8, Gamma(0), Primaries(new double[8])));

    [Fact]
    public void Display_p3_is_converted_in_every_format()
    {
        var expected = Convert(Sample, 2.2, P3ToSrgb);

        AssertEverywhere(expected, JpegWriter.Write(Picture, JpegColor.YCbCr, Icc(IccWriter.P3)));
        AssertEverywhere(expected, PngWriter.Write(
            Picture, PngColor.RgbAlpha, 16, ("iCCP", [.. "p\0\0"u8, .. PngWriter.Deflate([IccWriter.P3])])));
        AssertEverywhere(expected, WebPSurgery.WithMetadata(WebPOf(Picture), 160, 96, icc: IccWriter.P3));
    }

    [Theory]
    [InlineData(12, 13)]
    [InlineData(1, 13)]
    [InlineData(12, 16)]
    public void Wide_primaries_of_an_avif_are_honored_with_the_curve_of_srgb(byte primaries, byte transfer)
    {
        var stored = AvifWriter.Coded(AvifOf(Picture));
        var colors = AvifWriter.Box("colr", [.. "nclx"u8, 0, primaries, 0, transfer, 0, 6, 0x80]);

        var expected = (primaries, transfer) == (12, 13) ? Convert(Sample, null, P3ToSrgb) : Sample;
        AssertEverywhere(expected, AvifWriter.Write(new(), [stored with { Properties = [.. stored.Properties, colors] }]));
    }

    [Theory]
    [InlineData("prof")]
    [InlineData("rICC")]
    public void An_avifs_profile_goes_before_its_primaries(string kind)
    {
        var stored = AvifWriter.Coded(AvifOf(Picture));
        byte[] primaries = AvifWriter.Box("colr", [.. "nclx"u8, 0, 9, 0, 13, 0, 6, 0x80]);
        byte[] profile = AvifWriter.Box("colr", [.. System.Text.Encoding.ASCII.GetBytes(kind), .. IccWriter.P3]);

        AssertEverywhere(Convert(Sample, 2.2, P3ToSrgb), AvifWriter.Write(new(), [stored with
        {
            Properties = [.. stored.Properties, primaries, profile],
        }]));
    }

    [Fact]
    public void A_profile_in_two_segments_is_put_together()
    {
        var (first, second) = (IccWriter.P3[..200], IccWriter.P3[200..]);
        var original = JpegWriter.Write(
            Picture, JpegColor.YCbCr,
            (0xE2, [.. "ICC_PROFILE\0"u8, 2, 2, .. second]), (0xE2, [.. "ICC_PROFILE\0"u8, 1, 2, .. first]));

        AssertEverywhere(Convert(Sample, 2.2, P3ToSrgb), original);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.8)]
    public void A_gray_profile_is_honored(double gamma) => AssertEverywhere(
        Convert(new(200, 200, 200), gamma, null), JpegWriter.Write(Picture, JpegColor.Gray, Icc(IccWriter.Gray(gamma))));

    [Fact]
    public void A_gray_profile_on_colors_is_passed_over() =>
        AssertEverywhere(Sample, JpegWriter.Write(Picture, JpegColor.YCbCr, Icc(IccWriter.Gray(1))));

    [Theory]
    [InlineData(255, 255, 255, 255, 255, 255, 255)]
    [InlineData(255, 255, 255, 0, 20, 5, 0)]
    [InlineData(0, 0, 0, 0, 0, 0, 0)]
    [InlineData(255, 0, 255, 255, 234, 0, 128)]
    [InlineData(0, 255, 255, 255, 0, 154, 227)]
    public void Inks_without_a_profile_look_like_those_of_a_press(byte c, byte m, byte y, byte k, byte red, byte green, byte blue)
    {
        var original = JpegWriter.Write(Picture.Flat(160, 96, new Rgba(c, m, y, k)), JpegColor.Cmyk);

        AssertEverywhere(new(red, green, blue), original, tolerance: 12);
        AssertEverywhere(new(red, green, blue), JpegWriter.Write(
            Picture.Flat(160, 96, new Rgba(c, m, y, k)), JpegColor.Cmyk, Icc(IccWriter.P3)), tolerance: 12);
    }

    private void AssertEverywhere(Rgba expected, byte[] original, int tolerance = 5) =>
        AssertEverywhere(original, raster => raster.AssertNear(expected, 50, 50, tolerance));

    private static (byte Marker, byte[] Body) Icc(byte[] profile) => (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. profile]);

    private static (string Type, byte[] Body) Gamma(double value) => ("gAMA", Numbers(value));

    private static (string Type, byte[] Body) Primaries(double[] values) => ("cHRM", Numbers(values));

    private static byte[] Numbers(params double[] values) => [.. values.SelectMany(value =>
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Math.Round(value * 100_000));
        return bytes;
    })];

    /// <param name="gamma">Null for the curve of sRGB.</param>
    private static Rgba Convert(Rgba color, double? gamma, double[]? matrix)
    {
        double[] linear = [.. new[] { color.R / 255.0, color.G / 255.0, color.B / 255.0 }
            .Select(value => Math.Pow(gamma is null ? (value + 0.055) / 1.055 : value, gamma ?? 2.4))];
        if (matrix is not null)
            linear = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Sum(j => matrix[(3 * i) + j] * linear[j]))];
        var encoded = linear.Select(value => Math.Clamp(value, 0, 1))
            .Select(value => 255 * (value <= 0.0031308 ? 12.92 * value : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055)).ToList();
        return new((byte)Math.Round(encoded[0]), (byte)Math.Round(encoded[1]), (byte)Math.Round(encoded[2]));
    }
}
