using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Images;

/// <summary>What is said of a picture in a format that is not read.</summary>
public sealed class UnsupportedFormatTests
{
    [Theory]
    [InlineData("heic", "Most Compatible")]
    [InlineData("heix", "Most Compatible")]
    [InlineData("hevc", "Most Compatible")]
    [InlineData("mif1", "Most Compatible")]
    [InlineData("isom", "not a JPEG, PNG, GIF, WebP or AVIF")]
    public void A_file_is_told_by_its_brand(string brand, string help)
    {
        byte[] file = [0, 0, 0, 24, .. "ftyp"u8, .. System.Text.Encoding.ASCII.GetBytes(brand)];
        Assert.Null(ImageFormats.Sniff(file));
        Assert.Contains(help, ImageFormats.WhyUnsupported(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("avif", "mif1", true)]
    [InlineData("avis", "msf1", true)]
    [InlineData("mif1", "avif", true)]
    [InlineData("heic", "avif", false)]
    [InlineData("mif1", "heic", false)]
    public void An_AVIF_is_told_by_any_of_its_brands(string brand, string compatible, bool isAvif)
    {
        byte[] file =
        [
            0, 0, 0, 24, .. "ftyp"u8, .. System.Text.Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0,
            .. System.Text.Encoding.ASCII.GetBytes("miaf" + compatible), .. "\0\0\0\x08avif"u8,
        ];
        Assert.Equal(isAvif ? ImageFormat.Avif : null, ImageFormats.Sniff(file));
    }

    [Theory]
    [InlineData("image/heic", "a", true)]
    [InlineData(null, "IMG_0001.HEIC", true)]
    [InlineData("image/heif; x=1", "a.jpg", true)]
    [InlineData("image/tiff", "a.tif", false)]
    public void A_name_or_type_tells_it_too(string? type, string name, bool isHeic) =>
        Assert.Equal(isHeic, ImageFormats.WhyUnsupported(type, name) is not null);
}
