using ImageFunctions.Pictures;

namespace ImageFunctions.Imaging.Tests;

public sealed class VipsOrientation() : OrientationContract(EngineChoice.Vips);

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

public sealed class VipsMetadata() : MetadataContract(EngineChoice.Vips);

public sealed class VipsDamage() : DamageContract(EngineChoice.Vips);

public sealed class VipsHostileInput() : HostileInputContract(EngineChoice.Vips);

public sealed class VipsCancellation() : CancellationContract(EngineChoice.Vips);

public sealed class VipsWork() : WorkContract(EngineChoice.Vips);

public sealed class VipsLeniency() : LeniencyContract(EngineChoice.Vips);
