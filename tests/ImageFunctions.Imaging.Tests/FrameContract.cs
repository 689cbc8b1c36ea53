using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

/// <summary>Pictures in frames: cut, or put on a background.</summary>
public abstract class FrameContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly byte[] Quadrants = JpegWriter.Write(Picture.Quadrants(800, 400));

    [Theory]
    [InlineData(FrameFit.Inside, 300, 300, 300, 150)]
    [InlineData(FrameFit.Inside, 0, 100, 200, 100)]
    [InlineData(FrameFit.Inside, 9000, 0, 800, 400)]
    [InlineData(FrameFit.Cover, 200, 200, 200, 200)]
    [InlineData(FrameFit.Cover, 1600, 1600, 400, 400)]
    [InlineData(FrameFit.Cover, 333, 77, 333, 77)]
    [InlineData(FrameFit.Contain, 200, 200, 200, 200)]
    [InlineData(FrameFit.Contain, 1000, 1000, 1000, 1000)]
    public void A_frame_has_its_size_and_the_picture_is_never_enlarged(FrameFit fit, int width, int height, int madeWidth, int madeHeight)
    {
        var framed = Framed(Quadrants, new Frame(width, height, fit));

        Assert.Equal((madeWidth, madeHeight), (framed.Width, framed.Height));
        Assert.Equal((madeWidth, madeHeight), (Look(framed).Width, Look(framed).Height));
    }

    [Fact]
    public void Cover_cuts_the_sides_off_and_keeps_the_middle() =>
        AssertQuadrants(Look(Framed(Quadrants, new Frame(200, 200, FrameFit.Cover))));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0.25, 0.5, true)]
    [InlineData(1, 1, false)]
    public void A_focal_point_stays_in_sight(double x, double y, bool isLeft)
    {
        var look = Look(Framed(Quadrants, new Frame(200, 200, FrameFit.Cover), new FocalPoint(x, y)));

        look.AssertNear(isLeft ? Rgba.Red : Rgba.Green, 10, 20);
        look.AssertNear(isLeft ? Rgba.Red : Rgba.Green, 90, 20);
    }

    [Fact]
    public void The_upright_picture_is_what_is_cut()
    {
        var sideways = JpegWriter.Write(Picture.Quadrants(800, 400), JpegColor.YCbCr, ExifWriter.Segment(6));

        var look = Look(Framed(sideways, new Frame(200, 200, FrameFit.Cover), new FocalPoint(0.5, 0)));

        look.AssertNear(Rgba.Blue, 20, 50);
        look.AssertNear(Rgba.Red, 80, 50);
    }

    [Fact]
    public void Contain_puts_the_picture_on_its_background()
    {
        var look = Look(Framed(Quadrants, new Frame(400, 400, FrameFit.Contain, Background: "#1414dc")));

        look.AssertNear(Rgba.Blue, 50, 10);
        look.AssertNear(Rgba.Blue, 50, 90);
        look.AssertNear(Rgba.Red, 20, 40);
        look.AssertNear(Rgba.Yellow, 80, 60);
    }

    [Fact]
    public void A_named_background_shows_through_where_the_picture_does_not()
    {
        var half = new Picture(300, 200, (x, _) => x < 150 ? Rgba.Red : Rgba.Clear);

        var framed = Framed(PngWriter.Write(half, PngColor.RgbAlpha), new Frame(150, 150, FrameFit.Contain, Background: "#1414dc"));

        Look(framed).AssertNear(Rgba.Blue, 80, 50);
        Look(framed).AssertNear(Rgba.Red, 20, 50);
    }

    [Fact]
    public void A_transparent_background_makes_a_picture_with_alpha()
    {
        var framed = Framed(Quadrants, new Frame(400, 400, FrameFit.Contain, Background: Frame.Transparent));

        Assert.Equal("image/webp", framed.ContentType);
        Assert.True(Inspect(framed.Bytes).HasAlpha);
        Look(framed).AssertNear(Rgba.White, 50, 5);
    }

    [Fact]
    public void Frames_come_beside_the_standard_plan()
    {
        VariantSpec[] plan = [.. Plan, new("card", 0, VariantFormat.Jpeg) { Frame = new Frame(300, 100, FrameFit.Cover) }];

        var card = Render(Quadrants, plan).Single(rendition => rendition.Name == "card");

        Assert.Equal((300, 100), (card.Width, card.Height));
    }

    private protected Rendition Framed(byte[] original, Frame frame, FocalPoint? focus = null, VariantFormat format = VariantFormat.Jpeg) =>
        Render(original, new VariantSpec("framed", 0, format) { Frame = frame, Focus = focus })[0];
}

public sealed class ImageSharpFrame() : FrameContract(EngineChoice.ImageSharp);

public sealed class VipsFrame() : FrameContract(EngineChoice.Vips)
{
    [Fact]
    public void What_draws_the_eye_is_kept_by_a_smart_crop()
    {
        // A red dot far to the left of a gray field.
        var dot = new Picture(800, 200, (x, y) => Math.Abs(x - 60) < 30 && Math.Abs(y - 100) < 30 ? Rgba.Red : new Rgba(128, 128, 128));

        var smart = Look(Framed(JpegWriter.Write(dot), new Frame(100, 100, FrameFit.Cover, Gravity.Smart)));

        Assert.Contains(Enumerable.Range(0, 100), x => smart[x, 50] is { R: > 180, G: < 80 });
    }

    [Fact]
    public void An_avif_is_one_and_keeps_transparency()
    {
        var half = new Picture(300, 200, (x, _) => x < 150 ? Rgba.Red : Rgba.Clear);

        var avif = Framed(PngWriter.Write(half, PngColor.RgbAlpha), new Frame(150, 100, FrameFit.Inside), format: VariantFormat.Avif);

        Assert.True(Engine.WritesAvif);
        Assert.Equal(("image/avif", 150, 100), (avif.ContentType, avif.Width, avif.Height));
        Assert.Equal("ftypavif"u8.ToArray(), avif.Bytes[4..12]);
        // Its own kind of auxiliary image.
        Assert.NotEqual(-1, avif.Bytes.AsSpan().IndexOf("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"u8));
        Assert.Equal(-1, avif.Bytes.AsSpan().IndexOf("Exif"u8));
    }
}
