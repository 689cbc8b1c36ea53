using ImageFunctions.Images.Record;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.Imaging;

/// <summary>Carries out one plan for one image: thumbnails from a reduced decode where there is one, then full size.</summary>
internal sealed class ImageSharpRendering<TPixel>(
    ImageSharpDecoder decoder,
    ImageSharpEncoder encoder,
    ImageHeader header,
    CancellationToken cancellationToken)
    where TPixel : unmanaged, IPixel<TPixel>
{
    public void Run(IReadOnlyList<VariantSpec> plan)
    {
        var animated = plan.Where(IsAnimated).ToList();
        var still = plan.Except(animated).ToList();
        var sized = still.Where(spec => spec.MaxSide > 0).OrderByDescending(spec => spec.MaxSide).ToList();
        var full = still.Where(spec => spec.MaxSide == 0).ToList();

        var reduced = sized.Where(spec => decoder.CanReduce(spec.MaxSide)).ToList();
        if (reduced.Count > 0)
        {
            using var image = decoder.FirstFrameFor<TPixel>(reduced[0].MaxSide);
            Cascade(image, reduced);
        }

        if (reduced.Count < sized.Count || full.Count > 0)
        {
            using var image = decoder.FirstFrame<TPixel>();
            Cascade(image, [.. sized.Except(reduced).OrderBy(spec => spec.MaxSide > 1024).ThenByDescending(spec => spec.MaxSide)]);
            foreach (var spec in full)
                encoder.Encode(spec, image);
        }

        foreach (var spec in animated)
            Animation(spec);
    }

    private bool IsAnimated(VariantSpec spec) => spec.Animate && spec.Format == VariantFormat.WebP && header.Frames > 1;

    /// <summary>Each size from the smallest picture at least twice its size.</summary>
    private void Cascade(Image<TPixel> image, IReadOnlyList<VariantSpec> specs)
    {
        List<Image<TPixel>> pictures = [];
        try
        {
            foreach (var spec in specs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (width, height) = VariantPlan.Fit(header.Width, header.Height, spec.MaxSide);
                var source = pictures.LastOrDefault(picture => picture.Width >= 2 * width && picture.Height >= 2 * height, image);
                if (source.Width == width && source.Height == height)
                {
                    encoder.Encode(spec, source);
                    continue;
                }

                var picture = source.Clone(context => context.Resize(width, height, KnownResamplers.Lanczos3));
                pictures.Add(picture);
                encoder.Encode(spec, picture);
            }
        }
        finally
        {
            pictures.ForEach(picture => picture.Dispose());
        }
    }

    private void Animation(VariantSpec spec)
    {
        using var image = decoder.AllFrames<TPixel>();
        var (width, height) = VariantPlan.Fit(image.Width, image.Height, spec.MaxSide);
        if (height != image.Height)
            image.Mutate(context => context.Resize(width, height, KnownResamplers.Lanczos3));
        encoder.Encode(spec, image);
    }
}
