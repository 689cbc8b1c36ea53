using ImageFunctions.Images.Record;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>Carries out one plan for one decoded image: thumbnails first, then larger sizes, then full size.</summary>
internal sealed class ImageSharpRendering(Image<Rgba32> image, ImageSharpEncoder encoder, CancellationToken cancellationToken)
{
    private const int LargestThumbnail = 1024;

    public void Run(IReadOnlyList<VariantSpec> plan)
    {
        var sized = plan.Where(spec => !spec.IsFullSize).OrderBy(spec => Reach(spec) > LargestThumbnail).ThenByDescending(Reach);
        Cascade([.. sized]);
        foreach (var spec in plan.Where(spec => spec.IsFullSize))
            encoder.Encode(spec, image);
    }

    private int Reach(VariantSpec spec) => spec.Frame is null ? spec.MaxSide : spec.Place(image.Width, image.Height).LongestSide;

    /// <summary>Each size from the smallest picture at least twice its size.</summary>
    private void Cascade(IReadOnlyList<VariantSpec> specs)
    {
        List<Image<Rgba32>> pictures = [];
        try
        {
            foreach (var spec in specs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var layout = spec.Place(image.Width, image.Height);
                var (width, height) = (layout.ScaledWidth, layout.ScaledHeight);
                var source = pictures.LastOrDefault(picture => picture.Width >= 2 * width && picture.Height >= 2 * height, image);
                if (source.Width == width && source.Height == height)
                {
                    Framed(spec, layout, source);
                    continue;
                }

                var picture = source.Clone(context => context.Resize(width, height, KnownResamplers.Lanczos3));
                pictures.Add(picture);
                Framed(spec, layout, picture);
            }
        }
        finally
        {
            pictures.ForEach(picture => picture.Dispose());
        }
    }

    private void Framed(VariantSpec spec, Layout layout, Image<Rgba32> picture)
    {
        if (spec.Frame is not { } frame)
        {
            encoder.Encode(spec, picture);
            return;
        }

        using var framed = picture.Clone(context =>
        {
            if (frame.Background is { } color && color != Frame.Transparent)
                context.BackgroundColor(Color.ParseHex(color));
            if (layout.IsCrop)
            {
                // There is nothing here that knows what draws the eye.
                var (x, y) = layout.CropAt(spec.Focus ?? new FocalPoint(0.5, 0.5));
                context.Crop(new Rectangle(x, y, layout.Width, layout.Height));
            }
            else if (layout.IsPadded)
            {
                context.Pad(layout.Width, layout.Height, encoder.BackgroundOf(frame));
            }
        });
        encoder.Encode(spec, framed);
    }
}
