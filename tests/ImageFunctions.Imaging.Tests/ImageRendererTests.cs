using ImageFunctions.Images.Record;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Imaging.Tests;

public sealed class ImageRendererTests
{
    private static readonly ImageHeader Header = new(ImageFormat.Png, 10, 10, 1, false, 1, new Dictionary<string, string>());
    private static readonly VariantSpec[] Plan = [new("first", 1, VariantFormat.Jpeg), new("second", 0, VariantFormat.WebP)];

    private readonly ScriptedEngine _engine = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rendition_arrives_while_the_next_is_still_being_made()
    {
        using var gate = new SemaphoreSlim(0);
        _engine.BeforeEach = spec =>
        {
            if (spec.Name == "second")
                gate.Wait(Cancelled);
        };
        using var renderer = Renderer(1);
        List<string> names = [];

        await foreach (var variant in renderer.RenderAsync(default, Header, Plan, Cancelled))
        {
            names.Add(variant.Spec.Name);
            gate.Release();
        }

        Assert.Equal(["first", "second"], names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_images_than_allowed_are_worked_on_at_once(int allowed)
    {
        var (now, most) = (0, 0);
        // Each waits for as many as may be there at once.
        using var together = new Barrier(allowed);
        _engine.BeforeEach = _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30), Cancelled), "Fewer are worked on.");
            Interlocked.Decrement(ref now);
        };
        using var renderer = Renderer(allowed);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Drain(renderer)));

        Assert.Equal(allowed, most);
    }

    [Fact]
    public async Task A_refusal_reaches_the_caller_after_what_was_made_before_it()
    {
        _engine.BeforeEach = spec =>
        {
            if (spec.Name == "second")
                throw new ImageRejectedException(RejectionCodes.CorruptImage, "damaged");
        };
        using var renderer = Renderer(1);
        List<string> names = [];

        var refusal = await Assert.ThrowsAsync<ImageRejectedException>(async () =>
        {
            await foreach (var variant in renderer.RenderAsync(default, Header, Plan, Cancelled))
                names.Add(variant.Spec.Name);
        });

        Assert.Equal(RejectionCodes.CorruptImage, refusal.Code);
        Assert.Equal(["first"], names);
    }

    [Fact]
    public async Task A_failure_leaves_room_for_the_next_image()
    {
        using var renderer = Renderer(1);
        _engine.BeforeEach = _ => throw new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Drain(renderer));

        _engine.BeforeEach = _ => { };

        Assert.Equal(2, await Drain(renderer));
    }

    [Fact]
    public async Task Leaving_early_stops_the_work()
    {
        using var renderer = Renderer(1);
        _engine.BeforeEach = spec =>
        {
            if (spec.Name == "second")
                _engine.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
        };

        await foreach (var variant in renderer.RenderAsync(default, Header, Plan, Cancelled))
        {
            Assert.Equal("first", variant.Spec.Name);
            break;
        }

        Assert.True(_engine.Token.IsCancellationRequested);
        Assert.Equal(1, _engine.Made);
        _engine.BeforeEach = _ => { };
        Assert.Equal(2, await Drain(renderer));
    }

    [Fact]
    public async Task Cancelling_ends_the_enumeration()
    {
        using var source = new CancellationTokenSource();
        _engine.BeforeEach = spec =>
        {
            if (spec.Name == "second")
                source.Cancel();
        };
        using var renderer = Renderer(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Drain(renderer, source.Token));
    }

    [Fact]
    public async Task An_image_that_takes_too_long_is_stopped_and_refused_and_the_next_one_goes_on()
    {
        using var renderer = new ImageRenderer(
            _engine, Options.Create(new ImagingOptions { MaxConcurrency = 1, RenderDeadlineSeconds = 1 }));
        _engine.BeforeEach = _ => _engine.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));

        var refusal = await Assert.ThrowsAsync<ImageRejectedException>(() => Drain(renderer));

        Assert.Equal(RejectionCodes.TookTooLong, refusal.Code);
        Assert.Contains("Imaging__RenderDeadlineSeconds", refusal.Message, StringComparison.Ordinal);
        _engine.BeforeEach = _ => { };
        Assert.Equal(2, await Drain(renderer));
    }

    private ImageRenderer Renderer(int allowed) => new(_engine, Options.Create(new ImagingOptions { MaxConcurrency = allowed }));

    private static async Task<int> Drain(ImageRenderer renderer, CancellationToken? token = null) =>
        await renderer.RenderAsync(default, Header, Plan, token ?? Cancelled).CountAsync(Cancelled);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class ScriptedEngine : IImageEngine
    {
        public Action<VariantSpec> BeforeEach { get; set; } = _ => { };

        /// <summary>Of the last image.</summary>
        public CancellationToken Token { get; private set; }

        public int Made { get; private set; }

        public string Name => "scripted";

        public ImageHeader Inspect(ReadOnlyMemory<byte> original) => Header;

        public void Render(
            ReadOnlyMemory<byte> original,
            ImageHeader header,
            IReadOnlyList<VariantSpec> plan,
            Action<RenderedVariant> deliver,
            CancellationToken cancellationToken)
        {
            Token = cancellationToken;
            foreach (var spec in plan)
            {
                BeforeEach(spec);
                cancellationToken.ThrowIfCancellationRequested();
                Made++;
                deliver(new RenderedVariant(spec, "image/webp", 1, 1, new byte[4]));
            }
        }
    }
}
