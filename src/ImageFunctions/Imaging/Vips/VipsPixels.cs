using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>The steps between a decoder and an encoder. Each adds to the recipe; none computes pixels by itself.</summary>
internal static class VipsPixels
{
    /// <summary>Where libvips looks for an image's color profile.</summary>
    public const string ProfileField = "icc-profile-data";

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
        // Inks mean nothing without a profile: those that bring none get libvips' own, and go the same way.
        var isCmyk = image.Interpretation == Enums.Interpretation.Cmyk;
        if ((image.Contains(ProfileField) || isCmyk) && TryTransform(image, isCmyk ? "cmyk" : null) is { } transformed)
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

    /// <summary>Puts it on white.</summary>
    public static Image WithoutAlpha(VipsScope scope, Image image) => image.HasAlpha() ? scope.Keep(image.Flatten(White)) : image;

    /// <summary>Null when the profile is broken or belongs to another color space: then the pixels are taken as they are.</summary>
    private static Image? TryTransform(Image image, string? otherwise)
    {
        try
        {
            return image.IccTransform("srgb", embedded: true, inputProfile: otherwise, intent: Enums.Intent.Perceptual, depth: 8);
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
