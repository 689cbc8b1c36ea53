using ImageFunctions.Images.Record;
using ImageFunctions.Pictures;

namespace ImageFunctions.Imaging.Tests;

/// <summary>What libvips can do and ImageSharp cannot.</summary>
public sealed class VipsOutputTests() : EngineContract(EngineChoice.Vips)
{
    [Fact]
    public void A_jpeg_thumbnail_is_progressive()
    {
        var small = Render(JpegWriter.Write(Picture.Tiles(640, 480)), new VariantSpec("small", 150, VariantFormat.Jpeg))[0];

        // The frame header of ITU-T T.81 for progressive DCT, and none for baseline.
        Assert.NotEqual(-1, small.Bytes.AsSpan().IndexOf<byte>([0xFF, 0xC2]));
        Assert.Equal(-1, small.Bytes.AsSpan().IndexOf<byte>([0xFF, 0xC0]));
    }
}
