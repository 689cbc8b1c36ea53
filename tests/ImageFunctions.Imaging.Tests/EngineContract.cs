using System.Diagnostics;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageFunctions.Imaging.Tests;

/// <summary>What every contract test needs: one engine, and eyes to look at what it made.</summary>
public abstract class EngineContract(EngineChoice choice)
{
    protected static readonly ImagingOptions Options = new();
    protected static readonly IReadOnlyList<VariantSpec> Plan = Variants.Plan(Options, withAnalysis: true);

    private static readonly VariantSpec Pixels = new("pixels", 0, VariantFormat.Rgb, Flatten: true);

    // One pair of eyes for both, for ImageSharp 2 cannot read every WebP that it writes.
    private static readonly IImageEngine Eyes = EngineOf(EngineChoice.Vips);

    /// <summary>A missing library is a failure here, never a skipped test.</summary>
    protected IImageEngine Engine { get; } = EngineOf(choice);

    protected ImageHeader Inspect(byte[] original) => Engine.Inspect(original);

    /// <summary>The standard plan's renditions in the order of delivery.</summary>
    protected IReadOnlyList<Rendition> Render(byte[] original) => Render(original, Plan);

    protected IReadOnlyList<Rendition> Render(byte[] original, params IReadOnlyList<VariantSpec> plan) => Render(Engine, original, plan);

    /// <summary>The pixels of an encoded image, upright, on white.</summary>
    protected static Raster Look(byte[] encoded) => new(Render(Eyes, encoded, Pixels)[0]);

    protected static Raster Look(Rendition rendition) =>
        rendition.ContentType == "application/octet-stream" ? new Raster(rendition) : Look(rendition.Bytes);

    protected static byte[] WebPOf(Picture picture) =>
        Render(Eyes, PngWriter.Write(picture), new VariantSpec("source", 0, VariantFormat.WebP, Quality: 95))[0].Bytes;

    protected static byte[] AvifOf(Picture picture, PngColor color = PngColor.Rgb) => Render(
        Eyes, PngWriter.Write(picture, color), new VariantSpec("source", 0, VariantFormat.Avif, Quality: 95, Effort: 1))[0].Bytes;

    /// <summary>Looks at every rendition, each of which takes its own way through the engine.</summary>
    protected void AssertEverywhere(byte[] original, Action<Raster> assert)
    {
        var renditions = Render(original);
        Assert.Equal(Plan.Count, renditions.Count);
        Assert.All(renditions, rendition => assert(Look(rendition)));
    }

    /// <summary>Looks for the colors of <see cref="Picture.Quadrants"/>.</summary>
    protected static void AssertQuadrants(Raster raster) => raster.AssertQuadrants(Rgba.Red, Rgba.Green, Rgba.Yellow, Rgba.Blue);

    protected static void AssertRefused(string code, Action action) =>
        Assert.Equal(code, Assert.Throws<ImageRejectedException>(action).Code);

    /// <summary>Milliseconds are expected; the bound leaves room for a busy machine.</summary>
    protected static void AssertQuick(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 2);
    }

    private static IImageEngine EngineOf(EngineChoice choice) =>
        new ImageEngineSelector(new ImagingOptions { Engine = choice }, NullLoggerFactory.Instance).Select();

    private static List<Rendition> Render(IImageEngine engine, byte[] original, params IReadOnlyList<VariantSpec> plan)
    {
        List<Rendition> renditions = [];
        engine.Render(
            original, engine.Inspect(original), plan,
            variant => renditions.Add(Rendition.Take(variant)), TestContext.Current.CancellationToken);
        return renditions;
    }
}

/// <summary>A rendition that is easy to look at.</summary>
public sealed record Rendition(string Name, string ContentType, int Width, int Height, byte[] Bytes)
{
    public static Rendition Take(RenderedVariant variant) =>
        new(variant.Spec.Name, variant.ContentType, variant.Width, variant.Height, variant.Content.ToArray());
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

    /// <summary>Asserts the color at a place given in hundredths of width and height.</summary>
    public void AssertNear(Rgba expected, int xPercent, int yPercent, int tolerance = 12)
    {
        var actual = this[Width * xPercent / 100, Height * yPercent / 100];
        var distance = Math.Max(
            Math.Abs(actual.R - expected.R), Math.Max(Math.Abs(actual.G - expected.G), Math.Abs(actual.B - expected.B)));
        Assert.True(distance <= tolerance, $"{actual} instead of {expected} at {xPercent} %, {yPercent} % of {Width}×{Height}");
    }

    /// <summary>Asserts the colors of <see cref="Picture.Quadrants"/>, clockwise from the top left.</summary>
    public void AssertQuadrants(Rgba topLeft, Rgba topRight, Rgba bottomRight, Rgba bottomLeft)
    {
        AssertNear(topLeft, 20, 20);
        AssertNear(topRight, 80, 20);
        AssertNear(bottomRight, 80, 80);
        AssertNear(bottomLeft, 20, 80);
    }
}
