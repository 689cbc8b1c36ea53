using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

public sealed class ImageSharpOrientation() : OrientationContract(EngineChoice.ImageSharp);

public sealed class ImageSharpSize() : SizeContract(EngineChoice.ImageSharp);

public sealed class ImageSharpColor() : ColorContract(EngineChoice.ImageSharp);

public sealed class ImageSharpAlpha() : AlphaContract(EngineChoice.ImageSharp)
{
    [Fact]
    public void A_transparent_webp_is_refused_rather_than_read_wrong()
    {
        var original = Render(PngWriter.Write(HalfClear, PngColor.RgbAlpha))[^1].Bytes;

        AssertRefused(RejectionCodes.UnsupportedType, () => Render(original));
    }
}

public sealed class ImageSharpAnimation() : EngineContract(EngineChoice.ImageSharp)
{
    private static readonly Picture[] Frames = [Picture.Flat(120, 80, Rgba.Red), Picture.Flat(120, 80, Rgba.Blue)];

    [Fact]
    public void An_animated_gif_becomes_its_first_frame() => AssertFirstFrame(GifWriter.Write(Frames));

    [Fact]
    public void An_animated_webp_becomes_its_first_frame() => AssertFirstFrame(WebPSurgery.Animate(Frames.Select(WebPOf), 120, 80));

    private void AssertFirstFrame(byte[] original)
    {
        Assert.Equal(2, Inspect(original).Frames);
        foreach (var rendition in Render(original))
            Look(rendition).AssertNear(Rgba.Red, 50, 50);
        Assert.Equal(1, Inspect(Render(original)[^1].Bytes).Frames);
    }
}

public sealed class ImageSharpAvif() : EngineContract(EngineChoice.ImageSharp)
{
    [Fact]
    public void An_avif_is_refused_with_what_helps()
    {
        var refusal = Assert.Throws<ImageRejectedException>(() => Inspect(AvifOf(Picture.Flat(160, 96, Rgba.Red))));

        Assert.Equal(RejectionCodes.UnsupportedType, refusal.Code);
        Assert.Contains("send a JPEG", refusal.Message, StringComparison.Ordinal);
        Assert.False(Engine.Reads(ImageFormat.Avif));
    }
}

public sealed class ImageSharpMetadata() : MetadataContract(EngineChoice.ImageSharp);

public sealed class ImageSharpDamage() : DamageContract(EngineChoice.ImageSharp);

public sealed class ImageSharpHostileInput() : HostileInputContract(EngineChoice.ImageSharp);

public sealed class ImageSharpCancellation() : CancellationContract(EngineChoice.ImageSharp);

public sealed class ImageSharpWork() : WorkContract(EngineChoice.ImageSharp);

public sealed class ImageSharpLeniency() : LeniencyContract(EngineChoice.ImageSharp);
