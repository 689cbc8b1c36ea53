using System.Text;

namespace ImageFunctions.Imaging.Tests;

public abstract class MetadataContract(EngineChoice choice) : EngineContract(choice)
{
    private const string XmpSecret = "XMP-SECRET";
    private const string IptcSecret = "IPTC-SECRET";
    private const string CommentSecret = "COMMENT-SECRET";

    private static readonly Picture Picture = Picture.Quadrants(160, 96);
    protected static readonly byte[] Xmp = Encoding.ASCII.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{XmpSecret}</a></x:xmpmeta>");

    [Fact]
    public void Nothing_private_in_a_jpeg_reaches_any_rendition() => AssertClean(JpegWriter.Write(Picture, JpegColor.YCbCr,
        ExifWriter.Segment(1),
        (0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Xmp]),
        (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. IccWriter.RedGreenSwapped]),
        (0xED, [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 4, 4, 0, 0, 0, 0, 0, 11, .. Encoding.ASCII.GetBytes(IptcSecret), 0]),
        ((byte)0xFE, Encoding.ASCII.GetBytes(CommentSecret))));

    [Fact]
    public void Nothing_private_in_a_png_reaches_any_rendition() => AssertClean(PngWriter.Write(Picture, PngColor.Rgb, 8,
        ("iCCP", [.. "p\0\0"u8, .. PngWriter.Deflate([IccWriter.RedGreenSwapped])]),
        ("tEXt", Encoding.ASCII.GetBytes($"Comment\0{CommentSecret}")),
        ("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Xmp]),
        ("eXIf", ExifWriter.Write(1))));

    [Fact]
    public void Nothing_private_in_a_webp_reaches_any_rendition() => AssertClean(WebPSurgery.WithMetadata(
        WebPOf(Picture), 160, 96, IccWriter.RedGreenSwapped, ExifWriter.Write(1), Xmp));

    [Fact]
    public void A_comment_in_a_gif_reaches_no_rendition() => AssertClean(GifWriter.Write([Picture], CommentSecret));

    [Fact]
    public void Camera_and_exposure_are_read_and_place_is_not()
    {
        foreach (var littleEndian in new[] { true, false })
        {
            var exif = Inspect(JpegWriter.Write(Picture, JpegColor.YCbCr, ExifWriter.Segment(6, littleEndian: littleEndian))).Exif;

            Assert.Equal("Maker & Sons", exif["Make"]);
            Assert.Equal("Model 7", exif["Model"]);
            Assert.Equal("35mm f/2.8", exif["LensModel"]);
            Assert.Equal("2026:05:04 03:02:01", exif["DateTimeOriginal"]);
            Assert.Equal("1/250", exif["ExposureTime"]);
            Assert.Equal("2.8", exif["FNumber"]);
            Assert.Equal("400", exif["ISO"]);
            Assert.Equal("35", exif["FocalLength"]);
            Assert.Equal("6", exif["Orientation"]);
            Assert.Equal(9, exif.Count);
        }
    }

    [Fact]
    public void Values_are_cut_and_made_printable()
    {
        var make = "\u0007\u001b[31m Ma\u202eke\n" + new string('x', 500);

        var exif = Inspect(JpegWriter.Write(Picture, JpegColor.YCbCr, ExifWriter.Segment(1, make))).Exif;

        Assert.StartsWith("[31m Makexxx", exif["Make"], StringComparison.Ordinal);
        Assert.InRange(exif["Make"].Length, 120, 128);
    }

    [Theory]
    [InlineData(0, 1000, "0000:00:00 00:00:00", 0)]
    [InlineData(0, 0, "2026:02:30 25:61:61", 0)]
    public void Values_that_are_no_values_are_left_out(uint exposure, uint of, string date, ushort iso) =>
        Assert.Empty(Inspect(PngWriter.Write(Picture, PngColor.Rgb, 8, ("eXIf", ExifWriter.WriteOdd(exposure, of, date, iso)))).Exif);

    [Theory]
    [InlineData(1, 250, "1/250")]
    [InlineData(10, 2500, "1/250")]
    [InlineData(3, 10, "0.3")]
    [InlineData(1, 4, "1/4")]
    [InlineData(30, 1, "30")]
    public void An_exposure_is_written_as_photographers_do(uint exposure, uint of, string expected)
    {
        var exif = Inspect(PngWriter.Write(
            Picture, PngColor.Rgb, 8, ("eXIf", ExifWriter.WriteOdd(exposure, of, "2024:02:29 23:59:59", 100)))).Exif;

        Assert.Equal((expected, "100", "2024:02:29 23:59:59"), (exif["ExposureTime"], exif["ISO"], exif["DateTimeOriginal"]));
    }

    [Fact]
    public void A_name_in_latin_1_keeps_its_letters()
    {
        var exif = ExifWriter.Write(1, "C@mera");
        exif[exif.AsSpan().IndexOf("C@mera"u8) + 1] = 0xE5;

        Assert.Equal("Cåmera", Inspect(PngWriter.Write(Picture, PngColor.Rgb, 8, ("eXIf", exif))).Exif["Make"]);
    }

    [Fact]
    public void Damaged_exif_does_not_stop_an_image()
    {
        var (marker, body) = ExifWriter.Segment(6);
        for (var length = 6; length < body.Length; length++)
            Inspect(JpegWriter.Write(Picture, JpegColor.YCbCr, (marker, body[..length])));

        Assert.Equal(Plan.Count, Render(JpegWriter.Write(Picture, JpegColor.YCbCr, (marker, body[..40]))).Count);
    }

    protected void AssertClean(byte[] original)
    {
        // The secrets are there to be found, but for the profile's, which PNG packs.
        Assert.Contains("SECRET", Encoding.Latin1.GetString(original), StringComparison.Ordinal);

        foreach (var rendition in Render(original))
        {
            var text = Encoding.Latin1.GetString(rendition.Bytes);
            foreach (var mark in new[] { "SECRET", "Exif\0\0", "EXIF", "xmpmeta", "XMP ", "ICC_PROFILE", "ICCP", "acsp", "8BIM", "Maker" })
                Assert.False(text.Contains(mark, StringComparison.Ordinal), $"{rendition.Name} holds {mark}");
        }
    }
}
