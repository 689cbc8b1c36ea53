using ImageFunctions.Images.Record;
using ImageFunctions.Pictures;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Imaging.Tests;

/// <summary>The full-size WebP of the libvips engine, encoded by the system's libwebp or by libvips.</summary>
public sealed class WebPStillTests
{
    private static readonly byte[] Original = JpegWriter.Write(Picture.Tiles(1600, 1200));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void The_file_is_as_large_whoever_encodes_it(int effort)
    {
        var direct = Render(useLibWebP: true, effort, Original, TestContext.Current.CancellationToken);
        var within = Render(useLibWebP: false, effort, Original, TestContext.Current.CancellationToken);

        Assert.Equal((within.Width, within.Height, within.ContentType), (direct.Width, direct.Height, direct.ContentType));
        Assert.InRange((double)direct.Bytes.Length / within.Bytes.Length, 0.98, 1.02);
        // RIFF, WEBP and a lossy picture without anything beside it.
        Assert.Equal("RIFF"u8.ToArray(), direct.Bytes[..4]);
        Assert.Equal("WEBPVP8 "u8.ToArray(), direct.Bytes[8..16]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cancelling_in_the_middle_stops_the_encoder(bool useLibWebP)
    {
        var large = JpegWriter.Write(Picture.Tiles(3000, 2000));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));

        Assert.ThrowsAny<OperationCanceledException>(() => Render(useLibWebP, effort: 6, large, source.Token));
    }

    private static Rendition Render(bool useLibWebP, int effort, byte[] original, CancellationToken cancellationToken)
    {
        var options = new ImagingOptions { Engine = EngineChoice.Vips, UseLibWebP = useLibWebP };
        var engine = new ImageEngineSelector(options, NullLoggerFactory.Instance).Select();
        Rendition? made = null;
        engine.Render(
            original, engine.Inspect(original), [new VariantSpec("webp", 0, VariantFormat.WebP, 80, effort)],
            variant => made = Rendition.Take(variant), cancellationToken);
        return made!;
    }
}
