using ImageFunctions.Images.Record;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Carries out one plan for one image: thumbnails first, then larger sizes, then full size.</summary>
internal sealed class VipsRendering(VipsDecoder decoder, VipsEncoder encoder, ImageHeader header, CancellationToken cancellationToken)
{
    /// <summary>Sizes up to this many pixels share one decode.</summary>
    private const int LargestThumbnail = 1024;

    public void Run(IReadOnlyList<VariantSpec> plan)
    {
        var still = plan.Where(spec => !IsAnimated(spec)).ToLookup(spec =>
            spec.IsFullSize ? Stage.FullSize : Reach(spec) <= LargestThumbnail ? Stage.Thumbnails : Stage.Reduced);

        if (still.Contains(Stage.FullSize))
            decoder.DecodeOnce();
        Thumbnails([.. still[Stage.Thumbnails].OrderByDescending(Reach)]);
        foreach (var spec in still[Stage.Reduced])
            Reduced(spec);
        foreach (var spec in still[Stage.FullSize])
            FullSize(spec);
        foreach (var spec in plan.Where(IsAnimated))
            Animation(spec);
    }

    private bool IsAnimated(VariantSpec spec) => spec.Animate && spec.Format == VariantFormat.WebP && header.Frames > 1
        && spec.Frame is null or { Fit: FrameFit.Inside };

    private int Reach(VariantSpec spec) => spec.Frame is null ? spec.MaxSide : Place(spec).LongestSide;

    private Layout Place(VariantSpec spec) => spec.Place(header.Width, header.Height);

    /// <summary>The largest comes from the original, each smaller one from the smallest picture at least twice its size.</summary>
    private void Thumbnails(IReadOnlyList<VariantSpec> specs)
    {
        if (specs.Count == 0)
            return;
        using var scope = new VipsScope(cancellationToken);
        List<Image> pictures = [Sized(scope, Place(specs[0]))];
        foreach (var spec in specs)
        {
            var layout = Place(spec);
            var (width, height) = (layout.ScaledWidth, layout.ScaledHeight);
            var source = pictures.LastOrDefault(picture => picture.Width >= 2 * width && picture.Height >= 2 * height, pictures[0]);
            var picture = source.Width == width && source.Height == height
                ? source
                : scope.InMemory(VipsPixels.Resize(scope, source, width, height));
            pictures.Add(picture);
            encoder.Encode(spec, VipsFrame.Apply(scope, picture, spec, layout), layout.Height);
        }
    }

    private void Reduced(VariantSpec spec)
    {
        using var scope = new VipsScope(cancellationToken);
        var layout = Place(spec);
        encoder.Encode(spec, VipsFrame.Apply(scope, Sized(scope, layout), spec, layout), layout.Height);
    }

    private void FullSize(VariantSpec spec)
    {
        using var scope = new VipsScope(cancellationToken);
        var image = VipsPixels.ToSrgb(scope, scope.Keep(decoder.FirstFrame()));
        if (header.Orientation > 1)
        {
            var readable = decoder.IsInMemory ? image : scope.InMemory(image);
            image = VipsPixels.Upright(scope, readable, header.Orientation);
        }

        encoder.Encode(spec, image, image.Height);
    }

    private void Animation(VariantSpec spec)
    {
        using var scope = new VipsScope(cancellationToken);
        var image = VipsPixels.ToSrgb(scope, scope.Keep(decoder.AllFrames()));
        var layout = spec.Place(image.Width, image.PageHeight);
        image = VipsPixels.Resize(scope, image, layout.Width, layout.Height * header.Frames);
        encoder.Encode(spec, image, layout.Height);
    }

    /// <summary>In memory, upright, 8-bit sRGB. Color is converted after scaling, where it is cheap.</summary>
    private Image Sized(VipsScope scope, Layout layout)
    {
        var (width, height) = (layout.ScaledWidth, layout.ScaledHeight);
        var (storedWidth, storedHeight) = header.Orientation >= 5 ? (height, width) : (width, height);
        var image = scope.Keep(decoder.FirstFrameFor(Math.Max(width, height)));
        image = VipsPixels.Resize(scope, image, storedWidth, storedHeight);
        image = scope.InMemory(VipsPixels.ToSrgb(scope, image));
        return header.Orientation == 1
            ? image
            : scope.InMemory(VipsPixels.Upright(scope, image, header.Orientation));
    }

    private enum Stage
    {
        Thumbnails,
        Reduced,
        FullSize,
    }
}
