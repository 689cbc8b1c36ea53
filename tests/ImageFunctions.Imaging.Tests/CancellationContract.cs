using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Tests;

public abstract class CancellationContract(EngineChoice choice) : EngineContract(choice)
{
    private static readonly byte[] Original = JpegWriter.Write(Picture.Tiles(1600, 1200));

    [Fact]
    public void A_cancelled_token_makes_nothing()
    {
        List<string> delivered = [];

        Assert.ThrowsAny<OperationCanceledException>(() => Engine.Render(
            Original, Inspect(Original), Plan, variant =>
                delivered.Add(Rendition.Take(variant).Name), new CancellationToken(canceled: true)));

        Assert.Empty(delivered);
    }

    [Fact]
    public void Cancelling_at_the_first_thumbnail_makes_no_more()
    {
        using var source = new CancellationTokenSource();
        List<string> delivered = [];

        Assert.ThrowsAny<OperationCanceledException>(() => Engine.Render(Original, Inspect(Original), Plan, Stop, source.Token));

        Assert.Single(delivered);

        void Stop(RenderedVariant variant)
        {
            delivered.Add(Rendition.Take(variant).Name);
            source.Cancel();
        }
    }

    [Fact]
    public void Cancelling_in_the_middle_of_an_encoder_stops_it()
    {
        // Large enough to be still at it when a busy machine lets the timer run late.
        var large = JpegWriter.Write(Picture.Tiles(6000, 4000));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));

        Assert.ThrowsAny<OperationCanceledException>(() => Engine.Render(
            large, Inspect(large), [new VariantSpec("webp", 0, VariantFormat.WebP, 80, Effort: 6)], _ => { }, source.Token));
    }

    [Fact]
    public async Task An_engine_works_on_many_images_at_once()
    {
        var originals = Enumerable.Range(1, 12).Select(seed => JpegWriter.Write(Picture.Flat(320, 240, new Rgba((byte)(seed * 20), 0, 0))))
            .ToList();

        var pixels = await Task.WhenAll(originals.Select(original => Task.Run(() => Look(Render(original, Plan[1])[0])[100, 100].R)));

        for (var i = 0; i < pixels.Length; i++)
            Assert.InRange(pixels[i], ((i + 1) * 20) - 4, ((i + 1) * 20) + 4);
    }
}
