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
        var sized = plan.Where(spec => spec.MaxSide > 0)
            .OrderBy(spec => spec.MaxSide > LargestThumbnail).ThenByDescending(spec => spec.MaxSide);
        Cascade([.. sized]);
        foreach (var spec in plan.Where(spec => spec.MaxSide == 0))
            encoder.Encode(spec, image);
    }

    /// <summary>Each size from the smallest picture at least twice its size.</summary>
    private void Cascade(IReadOnlyList<VariantSpec> specs)
    {
        List<Image<Rgba32>> pictures = [];
        try
        {
            foreach (var spec in specs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (width, height) = VariantSpec.Fit(image.Width, image.Height, spec.MaxSide);
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
}
