using NetVips;

namespace ImageFunctions.Imaging.Tests;

/// <summary>AVIF as an original, which only libvips reads.</summary>
public sealed class VipsAvifTests() : EngineContract(EngineChoice.Vips)
{
    private static readonly Picture Quadrants = Picture.Quadrants(160, 96);

    public static TheoryData<AvifLayout> Layouts => new(
        new AvifLayout(), new AvifLayout(1), new AvifLayout(2), new AvifLayout(1, InHeader: true), new AvifLayout(Pieces: 3),
        new AvifLayout(Brands: "avismsf1avif"), new AvifLayout(Brands: "mif1avif"));

    [Theory]
    [InlineData(8, false, Enums.ForeignSubsample.On)]
    [InlineData(8, false, Enums.ForeignSubsample.Off)]
    [InlineData(10, false, Enums.ForeignSubsample.On)]
    [InlineData(12, false, Enums.ForeignSubsample.Off)]
    [InlineData(8, true, Enums.ForeignSubsample.Off)]
    public void An_avif_of_any_depth_keeps_its_colors(int depth, bool lossless, Enums.ForeignSubsample subsample)
    {
        using var png = Image.NewFromBuffer(PngWriter.Write(Quadrants));
        var original = png.HeifsaveBuffer(
            90, depth, lossless, compression: Enums.ForeignHeifCompression.Av1, effort: 1, subsampleMode: subsample);

        var header = Inspect(original);

        Assert.Equal((160, 96, 1, 1, false), (header.Width, header.Height, header.Orientation, header.Frames, header.HasAlpha));
        AssertEverywhere(original, AssertQuadrants);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_picture_is_found_wherever_it_lies(AvifLayout layout) =>
        AssertEverywhere(AvifWriter.Write(layout, [AvifWriter.Coded(AvifOf(Quadrants))]), AssertQuadrants);

    [Fact]
    public void A_transparent_avif_is_transparent()
    {
        var original = AvifOf(new Picture(1600, 800, (x, _) => x < 800 ? Rgba.Red : Rgba.Clear), PngColor.RgbAlpha);
        Assert.True(Inspect(original).HasAlpha);

        foreach (var rendition in Render(original))
        {
            if (rendition.Name is "small" or "webp")
                Assert.Equal(("image/webp", true), (rendition.ContentType, Inspect(rendition.Bytes).HasAlpha));
            Look(rendition).AssertNear(Rgba.Red, 25, 50);
            Look(rendition).AssertNear(Rgba.White, 75, 50, 4);
        }
    }

    [Theory]
    [InlineData(160, 96)]
    [InlineData(141, 75)]
    public void Tiles_make_one_picture_that_may_end_within_the_last(int width, int height)
    {
        var (red, green) = (Tile(Rgba.Red), Tile(Rgba.Green));
        var (blue, yellow) = (Tile(Rgba.Blue), Tile(Rgba.Yellow));

        var original = AvifWriter.Write(
            new(), [AvifWriter.Grid(2, 2, width, height), red, green, blue, yellow], AvifWriter.Reference("dimg", 1, 2, 3, 4, 5));

        Assert.Equal((width, height), (Inspect(original).Width, Inspect(original).Height));
        AssertEverywhere(original, AssertQuadrants);
    }

    [Fact]
    public void Tiles_may_be_turned_together()
    {
        var original = AvifWriter.Write(
            new(), [AvifWriter.Grid(1, 2, 160, 48, AvifWriter.Turned(1)), Tile(Rgba.Red), Tile(Rgba.Green)],
            AvifWriter.Reference("dimg", 1, 2, 3));

        Assert.Equal((48, 160), (Inspect(original).Width, Inspect(original).Height));
        Look(Render(original)[^1]).AssertNear(Rgba.Green, 50, 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tiles_are_transparent_together_or_each_by_itself(bool together)
    {
        var half = AvifOf(new Picture(80, 48, (x, _) => x < 40 ? Rgba.Red : Rgba.Clear), PngColor.RgbAlpha);
        var (colors, alpha) = (AvifWriter.Coded(half), AvifWriter.Coded(half, 1));
        var single = alpha with { Properties = [.. alpha.Properties, AvifWriter.Alpha] };
        var original = together
            ? AvifWriter.Write(
                new(), [AvifWriter.Grid(1, 2, 160, 48), colors, colors, AvifWriter.Grid(1, 2, 160, 48, AvifWriter.Alpha), alpha, alpha],
                AvifWriter.Reference("dimg", 1, 2, 3), AvifWriter.Reference("dimg", 4, 5, 6), AvifWriter.Reference("auxl", 4, 1))
            : AvifWriter.Write(
                new(), [AvifWriter.Grid(1, 2, 160, 48), colors, colors, single, single],
                AvifWriter.Reference("dimg", 1, 2, 3), AvifWriter.Reference("auxl", 4, 2), AvifWriter.Reference("auxl", 5, 3));

        Assert.True(Inspect(original).HasAlpha);
        var webp = Look(Render(original)[^1]);
        foreach (var (percent, color) in new[] { (12, Rgba.Red), (37, Rgba.White), (62, Rgba.Red), (87, Rgba.White) })
            webp.AssertNear(color, percent, 50);
    }

    [Fact]
    public void A_picture_beside_that_is_no_transparency_is_not_looked_at()
    {
        var stored = AvifWriter.Coded(AvifOf(Quadrants));
        var kind = AvifWriter.Full("auxC", "urn:mpeg:mpegB:cicp:systems:auxiliary:depth\0"u8);
        var depth = stored with { Properties = [.. stored.Properties, kind] };

        var original = AvifWriter.Write(
            new(), [stored, depth, new("tmap", [0])], AvifWriter.Reference("auxl", 2, 1), AvifWriter.Reference("dimg", 3, 1, 2));

        Assert.False(Inspect(original).HasAlpha);
        AssertEverywhere(original, AssertQuadrants);
    }

    private static AvifItem Tile(Rgba color) => AvifWriter.Coded(AvifOf(Picture.Flat(80, 48, color)));
}
