namespace ImageFunctions.Imaging.Tests;

public sealed class VipsOrientation() : OrientationContract(EngineChoice.Vips)
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 0, 0)]
    [InlineData(5, 1, 0)]
    [InlineData(6, 3)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 1)]
    public void A_turned_and_mirrored_avif_is_upright(int orientation, byte quarters, int? axis = null)
    {
        var stored = AvifWriter.Coded(AvifOf(Picture.Quadrants(160, 96)));
        byte[][] turns = [AvifWriter.Turned(quarters), .. axis is { } mirrored ? new[] { AvifWriter.Mirrored((byte)mirrored) } : []];

        AssertUpright(AvifWriter.Write(new(), [stored with { Properties = [.. stored.Properties, .. turns] }]), orientation);
    }

    [Fact]
    public void A_mirrored_avif_that_is_turned_afterwards_is_upright()
    {
        var stored = AvifWriter.Coded(AvifOf(Picture.Quadrants(160, 96)));

        AssertUpright(AvifWriter.Write(new(), [stored with
        {
            Properties = [.. stored.Properties, AvifWriter.Mirrored(1), AvifWriter.Turned(1)],
        }]), 5);
    }
}

public sealed class VipsSize() : SizeContract(EngineChoice.Vips);

public sealed class VipsColor() : ColorContract(EngineChoice.Vips);

public sealed class VipsAlpha() : AlphaContract(EngineChoice.Vips)
{
    [Fact]
    public void A_transparent_webp_is_transparent()
    {
        var original = Render(PngWriter.Write(HalfClear, PngColor.RgbAlpha))[^1].Bytes;

        Assert.True(Inspect(original).HasAlpha);
        foreach (var rendition in Render(original).Where(rendition => rendition.Name is "small" or "webp"))
        {
            Assert.Equal("image/webp", rendition.ContentType);
            AssertHalves(Look(rendition));
        }
    }
}

public sealed class VipsMetadata() : MetadataContract(EngineChoice.Vips)
{
    private static readonly AvifItem Stored = AvifWriter.Coded(AvifOf(Picture.Quadrants(160, 96)));

    [Fact]
    public void Nothing_private_in_an_avif_reaches_any_rendition()
    {
        var icc = AvifWriter.Box("colr", [.. "prof"u8, .. IccWriter.RedGreenSwapped]);
        AvifItem[] items =
        [
            Stored with { Properties = [.. Stored.Properties, icc] },
            new("Exif", [0, 0, 0, 0, .. ExifWriter.Write(1)]),
            new("mime", Xmp),
        ];

        AssertClean(AvifWriter.Write(new(), items, AvifWriter.Reference("cdsc", 2, 1), AvifWriter.Reference("cdsc", 3, 1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Exif\0\0")]
    public void An_avifs_exif_tells_the_camera_and_does_not_turn_the_picture(string before)
    {
        byte[] exif = [0, 0, 0, (byte)before.Length, .. System.Text.Encoding.ASCII.GetBytes(before), .. ExifWriter.Write(6)];

        var header = Inspect(AvifWriter.Write(new(), [Stored, new("Exif", exif)], AvifWriter.Reference("cdsc", 2, 1)));

        Assert.Equal("Maker & Sons", header.Exif["Make"]);
        Assert.Equal((160, 96, 1), (header.Width, header.Height, header.Orientation));
    }
}

public sealed class VipsDamage() : DamageContract(EngineChoice.Vips);

public sealed class VipsHostileInput() : HostileInputContract(EngineChoice.Vips);

public sealed class VipsCancellation() : CancellationContract(EngineChoice.Vips);

public sealed class VipsWork() : WorkContract(EngineChoice.Vips);

public sealed class VipsLeniency() : LeniencyContract(EngineChoice.Vips);
