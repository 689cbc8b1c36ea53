using ImageFunctions.Images.Record;
using ImageFunctions.Processing;

namespace ImageFunctions.Imaging.Tests;

public abstract class DamageContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly Picture Picture = Picture.Tiles(320, 240);

    // What is damaged is the source; the encoder need not try hard.
    private static readonly IReadOnlyList<VariantSpec> QuickPlan =
        Variants.Plan(new ImagingOptions { WebPEffort = 0 }, withAnalysis: false);

    public static TheoryData<string> Sources => new("jpeg", "png", "gif", "webp", "animated gif", "animated webp");

    [Theory]
    [MemberData(nameof(Sources))]
    public void An_image_cut_at_any_sixteenth_is_refused(string source)
    {
        var original = Make(source);
        for (var part = 1; part < 16; part++)
        {
            var cut = original[..(original.Length * part / 16)];
            var refusal = Record.Exception(() => Render(cut));
            Assert.True(refusal is ImageRejectedException, $"{source} cut at {part}/16: {refusal?.GetType().Name ?? "accepted"}");
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_cut_image_hands_nothing_over_after_the_thumbnails(string source)
    {
        var cut = Make(source);
        cut = cut[..(cut.Length * 3 / 4)];
        List<string> delivered = [];

        var refusal = Record.Exception(() => Engine.Render(
            cut, Inspect(cut), Plan, variant => delivered.Add(Rendition.Take(variant).Name), TestContext.Current.CancellationToken));

        Assert.IsType<ImageRejectedException>(refusal);
        Assert.DoesNotContain(Variants.WebP, delivered);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Flipped_bits_end_in_a_result_or_a_refusal(string source)
    {
        var original = Make(source);
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var damaged = original.ToArray();
            for (var flips = random.Next(1, 12); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));

            AssertResultOrRefusal(damaged, $"{source}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Overwritten_stretches_end_in_a_result_or_a_refusal(string source)
    {
        var original = Make(source);
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var damaged = original.ToArray();
            var start = random.Next(damaged.Length);
            random.NextBytes(damaged.AsSpan(start, Math.Min(random.Next(1, 200), damaged.Length - start)));

            AssertResultOrRefusal(damaged, $"{source}, seed {seed}");
        }
    }

    [Fact]
    public void A_png_with_a_wrong_checksum_is_refused()
    {
        var original = PngWriter.Write(Picture);
        original[original.Length / 2] ^= 0x55;

        AssertRefused(RejectionCodes.CorruptImage, () => Render(original));
    }

    [Fact]
    public void A_header_that_contradicts_the_pixels_is_refused()
    {
        var header = Inspect(PngWriter.Write(Picture.Flat(64, 64, Rgba.Red)));

        AssertRefused(RejectionCodes.CorruptImage, () =>
            Engine.Render(PngWriter.Write(Picture), header, Plan, _ => { }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_refusal_says_nothing_of_the_library()
    {
        var cut = JpegWriter.Write(Picture)[..2000];

        var refusal = Assert.Throws<ImageRejectedException>(() => Render(cut));

        Assert.DoesNotContain("vips", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("jpeg", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Sharp", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    protected static byte[] Make(string source) => source switch
    {
        "jpeg" => JpegWriter.Write(Picture),
        "png" => PngWriter.Write(Picture),
        "gif" => GifWriter.Write(Posterized(1)),
        "webp" => WebPOf(Picture),
        "animated gif" => GifWriter.Write(Posterized(1), Posterized(2), Posterized(3)),
        _ => WebPSurgery.Animate(Enumerable.Range(1, 3).Select(seed => WebPOf(Picture.Tiles(320, 240, seed))), 320, 240),
    };

    /// <summary>64 colors, which a GIF's palette holds.</summary>
    private static Picture Posterized(int seed)
    {
        var tiles = Picture.Tiles(320, 240, seed);
        return new(320, 240, (x, y) => new((byte)(tiles[x, y].R & 0xC0), (byte)(tiles[x, y].G & 0xC0), (byte)(tiles[x, y].B & 0xC0)));
    }

    private void AssertResultOrRefusal(byte[] damaged, string what)
    {
        try
        {
            var header = Inspect(damaged);
            new ImageLimits().Check(header);
            Engine.Render(damaged, header, QuickPlan, _ => { }, TestContext.Current.CancellationToken);
        }
        catch (ImageRejectedException)
        {
            // One of the two allowed ends.
        }
        catch (Exception exception)
        {
            Assert.Fail($"{what}: {exception}");
        }
    }
}
