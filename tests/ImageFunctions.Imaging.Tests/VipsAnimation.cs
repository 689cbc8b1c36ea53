using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

/// <summary>For the one engine that writes animations.</summary>
public sealed class VipsAnimation() : EngineContract(EngineChoice.Vips)
{
    private static readonly Picture[] Frames =
        [.. new[] { Rgba.Red, Rgba.Green, Rgba.Blue }.Select(color => Picture.Flat(120, 80, color))];

    [Fact]
    public void Frames_of_a_gif_are_counted() => Assert.Equal((120, 80, 3), Size(GifWriter.Write(Frames)));

    [Fact]
    public void Frames_of_a_webp_are_counted() => Assert.Equal((120, 80, 3), Size(AnimatedWebP()));

    [Fact]
    public void An_animated_gif_becomes_an_animated_webp() => AssertAnimated(GifWriter.Write(Frames));

    [Fact]
    public void An_animated_webp_stays_animated() => AssertAnimated(AnimatedWebP());

    [Fact]
    public void A_still_gif_becomes_a_still_webp() => Assert.Equal((120, 80, 1), Size(Render(GifWriter.Write(Frames[0]))[^1].Bytes));

    [Fact]
    public void Without_animate_the_first_frame_is_taken()
    {
        var still = Render(GifWriter.Write(Frames), new VariantSpec("still", 0, VariantFormat.WebP))[0];

        Assert.Equal((120, 80, 1), Size(still.Bytes));
        Look(still).AssertNear(Rgba.Red, 50, 50);
    }

    [Fact]
    public void A_smaller_animation_keeps_its_frames()
    {
        var smaller = Render(GifWriter.Write(Frames), new VariantSpec("smaller", 60, VariantFormat.WebP, Animate: true))[0];

        Assert.Equal((60, 40, 3), Size(smaller.Bytes));
        Look(smaller).AssertNear(Rgba.Red, 50, 50);
    }

    [Fact]
    public void Clear_parts_of_an_animation_stay_clear()
    {
        var frames = Enumerable.Range(0, 3).Select(i => new Picture(120, 80, (x, _) => x / 40 == i ? Rgba.Red : Rgba.Clear)).ToList();

        var webp = Render(GifWriter.Write(frames))[^1];

        Assert.Equal((120, 80, 3), Size(webp.Bytes));
        Assert.True(Inspect(webp.Bytes).HasAlpha);
        Look(webp).AssertNear(Rgba.Red, 16, 50);
        Look(webp).AssertNear(Rgba.White, 50, 50);
    }

    [Fact]
    public void Frames_of_a_webp_are_transparent_though_its_container_denies_it()
    {
        var frames = new[] { Rgba.Red, Rgba.Blue }.Select(color => WebPWriter.Write(120, 80, color, (x, _) => x >= 60));

        var original = WebPSurgery.Animate(frames, 120, 80);

        Assert.True(Inspect(original).HasAlpha);
        foreach (var rendition in Render(original).Where(rendition => rendition.Name is "small" or "webp"))
        {
            Assert.True(Inspect(rendition.Bytes).HasAlpha);
            Look(rendition).AssertNear(Rgba.Red, 25, 50);
            Look(rendition).AssertNear(Rgba.White, 75, 50, 4);
        }
    }

    [Fact]
    public void Where_a_gif_does_not_cover_its_screen_it_is_clear()
    {
        var original = GifWriter.Write(Picture.Flat(120, 80, Rgba.Red), Picture.Flat(120, 80, Rgba.Blue));

        // The screen's width; the frames keep theirs.
        original[6] = 240;

        Assert.True(Inspect(original).HasAlpha);
        foreach (var rendition in Render(original).Where(rendition => rendition.Name is "small" or "webp"))
        {
            Look(rendition).AssertNear(Rgba.Red, 25, 50);
            Look(rendition).AssertNear(Rgba.White, 75, 50, 4);
        }
    }

    [Fact]
    public void Too_many_frames_are_refused_before_decoding()
    {
        var original = GifWriter.Write([.. Enumerable.Range(0, 101).Select(i => Picture.Flat(50, 50, new Rgba((byte)i, 0, 0)))]);

        AssertRefused(RejectionCodes.TooManyFrames, () => new ImageLimits().Check(Inspect(original)));
    }

    private static byte[] AnimatedWebP() => WebPSurgery.Animate(Frames.Select(WebPOf), 120, 80);

    private (int Width, int Height, int Frames) Size(byte[] encoded)
    {
        var header = Inspect(encoded);
        return (header.Width, header.Height, header.Frames);
    }

    private void AssertAnimated(byte[] original)
    {
        var renditions = Render(original);
        Assert.Equal((120, 80), (renditions[^1].Width, renditions[^1].Height));
        Assert.Equal((120, 80, 3), Size(renditions[^1].Bytes));
        foreach (var thumbnail in renditions.Where(rendition => rendition.Name is "small" or "medium" or "large"))
        {
            Assert.Equal(1, Inspect(thumbnail.Bytes).Frames);
            Look(thumbnail).AssertNear(Rgba.Red, 50, 50);
        }
    }
}
