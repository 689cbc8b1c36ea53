using ImageFunctions.Images.Record;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>The steps between a decoder and an encoder. Each adds to the recipe; none computes pixels by itself.</summary>
internal static class VipsPixels
{
    private static readonly double[] White = [255, 255, 255];

    /// <summary>Scales to an exact size, weighing colors by their opacity.</summary>
    public static Image Resize(VipsScope scope, Image image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
            return image;
        var alpha = image.HasAlpha();
        var source = alpha ? scope.Keep(image.Premultiply()) : image;
        var resized = scope.Keep(source.Resize((double)width / source.Width, vscale: (double)height / source.Height));
        return alpha ? scope.Keep(scope.Keep(resized.Unpremultiply()).Cast(image.Format)) : resized;
    }

    /// <summary>Makes it 8-bit sRGB with three bands, or four when it has alpha.</summary>
    public static Image ToSrgb(VipsScope scope, Image image)
    {
        // 16 bits first, so that alpha has the same range as color.
        if (image.Interpretation is Enums.Interpretation.Rgb16 or Enums.Interpretation.Grey16)
        {
            image = scope.Keep(image.Colourspace(
                image.Interpretation == Enums.Interpretation.Rgb16 ? Enums.Interpretation.Srgb : Enums.Interpretation.Bw));
        }

        if (image.Contains("icc-profile-data") && TryTransform(image) is { } transformed)
            image = scope.Keep(transformed);
        return image.Interpretation == Enums.Interpretation.Srgb && image.Bands >= 3
            ? image
            : scope.Keep(image.Colourspace(Enums.Interpretation.Srgb));
    }

    /// <summary>Turns it as EXIF asks. The image must be in memory or its pixels be readable in any order.</summary>
    public static Image Upright(VipsScope scope, Image image, int orientation)
    {
        image = orientation switch
        {
            3 or 4 => scope.Keep(image.Rot180()),
            5 or 6 => scope.Keep(image.Rot90()),
            7 or 8 => scope.Keep(image.Rot270()),
            _ => image,
        };
        return orientation is 2 or 4 or 5 or 7 ? scope.Keep(image.FlipHor()) : image;
    }

    /// <summary>Puts it on white, or only drops a fourth band that the header says is not used.</summary>
    public static Image WithoutAlpha(VipsScope scope, Image image, ImageHeader header)
    {
        if (image.Bands <= 3)
            return image;
        return scope.Keep(header.HasAlpha ? image.Flatten(White) : image.ExtractBand(0, 3));
    }

    /// <summary>Null when the profile is broken or belongs to another color space: then the pixels are taken as they are.</summary>
    private static Image? TryTransform(Image image)
    {
        try
        {
            return image.IccTransform("srgb", embedded: true, intent: Enums.Intent.Perceptual, depth: 8);
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
