using ImageFunctions.Images.Record;
using ImageFunctions.Pictures;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Imaging.Tests;

/// <summary>What every contract test needs: one engine, and eyes to look at what it made.</summary>
/// <param name="useLibWebP">Whether libvips leaves opaque WebP to the system's libwebp, where there is one.</param>
public abstract class EngineContract(EngineChoice choice, bool useLibWebP = true)
{
    protected static readonly ImagingOptions Options = new();
    protected static readonly IReadOnlyList<VariantSpec> Plan = VariantPlan.From(Options, includeAnalysisRendition: true);

    private static readonly VariantSpec Pixels = new("pixels", 0, VariantFormat.Rgb, Flatten: true);

    /// <summary>A missing library is a failure here, never a skipped test.</summary>
    protected IImageEngine Engine { get; } =
        new ImageEngineSelector(new ImagingOptions { Engine = choice, UseLibWebP = useLibWebP }, NullLoggerFactory.Instance).Select();

    protected ImageHeader Inspect(byte[] original) => Engine.Inspect(original);

    /// <summary>The standard plan's renditions in the order of delivery.</summary>
    protected IReadOnlyList<Rendition> Render(byte[] original) => Render(original, Plan);

    protected IReadOnlyList<Rendition> Render(byte[] original, params IReadOnlyList<VariantSpec> plan)
    {
        List<Rendition> renditions = [];
        Engine.Render(original, Inspect(original), plan, variant => renditions.Add(Rendition.Take(variant)), TestContext.Current.CancellationToken);
        return renditions;
    }

    /// <summary>The pixels of an encoded image, upright, on white.</summary>
    protected Raster Look(byte[] encoded) => new(Render(encoded, Pixels)[0]);

    protected Raster Look(Rendition rendition) =>
        rendition.ContentType == "application/octet-stream" ? new Raster(rendition) : Look(rendition.Bytes);

    protected byte[] WebPOf(Picture picture) =>
        Render(PngWriter.Write(picture), new VariantSpec("source", 0, VariantFormat.WebP, Quality: 95))[0].Bytes;

    protected static void AssertRefused(string code, Action action) =>
        Assert.Equal(code, Assert.Throws<ImageRejectedException>(action).Code);
}

/// <summary>A rendition whose bytes outlive the engine's memory.</summary>
public sealed record Rendition(string Name, string ContentType, int Width, int Height, byte[] Bytes)
{
    public static Rendition Take(RenderedVariant variant)
    {
        using (variant)
            return new(variant.Spec.Name, variant.ContentType, variant.Width, variant.Height, variant.Content.ToArray());
    }
}

/// <summary>Decoded pixels.</summary>
public sealed class Raster(Rendition rgb)
{
    public int Width => rgb.Width;

    public int Height => rgb.Height;

    public Rgba this[int x, int y]
    {
        get
        {
            var at = ((y * rgb.Width) + x) * 3;
            return new(rgb.Bytes[at], rgb.Bytes[at + 1], rgb.Bytes[at + 2]);
        }
    }

    /// <summary>Asserts the colour at a place given in hundredths of width and height.</summary>
    public void AssertNear(Rgba expected, int xPercent, int yPercent, int tolerance = 12)
    {
        var actual = this[Width * xPercent / 100, Height * yPercent / 100];
        var distance = Math.Max(Math.Abs(actual.R - expected.R), Math.Max(Math.Abs(actual.G - expected.G), Math.Abs(actual.B - expected.B)));
        Assert.True(distance <= tolerance, $"{actual} instead of {expected} at {xPercent} %, {yPercent} % of {Width}×{Height}");
    }

    /// <summary>Asserts the colours of <see cref="Picture.Quadrants"/>, clockwise from the top left.</summary>
    public void AssertQuadrants(Rgba topLeft, Rgba topRight, Rgba bottomRight, Rgba bottomLeft)
    {
        AssertNear(topLeft, 20, 20);
        AssertNear(topRight, 80, 20);
        AssertNear(bottomRight, 80, 80);
        AssertNear(bottomLeft, 20, 80);
    }
}
