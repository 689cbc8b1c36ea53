using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging;

/// <summary>The steps between a decoder and an encoder. Each adds to the recipe; none computes pixels by itself unless it says so.</summary>
internal static class VipsPixels
{
    private const string White = "255 255 255";

    /// <summary>Scales to an exact size, weighing colours by their opacity.</summary>
    public static VipsImage Resize(VipsScope scope, VipsImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
            return image;
        var alpha = image.HasAlpha;
        var source = alpha ? scope.Keep(VipsOperation.Of("premultiply").With("in", image).Image()) : image;
        var resized = scope.Keep(VipsOperation.Of("resize").With("in", source)
            .With("scale", (double)width / source.Width)
            .With("vscale", (double)height / source.Height)
            .Image());
        if (!alpha)
            return resized;
        var straight = scope.Keep(VipsOperation.Of("unpremultiply").With("in", resized).Image());
        return scope.Keep(VipsOperation.Of("cast").With("in", straight).With("format", Depth(image)).Image());
    }

    /// <summary>Makes it 8-bit sRGB with three bands, or four when it has alpha.</summary>
    public static VipsImage ToSrgb(VipsScope scope, VipsImage image)
    {
        // 16 bits first, so that alpha has the same range as colour in every libvips.
        if (image.Interpretation is VipsInterpretation.Rgb16 or VipsInterpretation.Grey16)
        {
            var space = image.Interpretation == VipsInterpretation.Rgb16 ? "srgb" : "b-w";
            image = scope.Keep(VipsOperation.Of("colourspace").With("in", image).With("space", space).Image());
        }

        if (image.Has("icc-profile-data") && TryTransform(image) is { } transformed)
            image = scope.Keep(transformed);
        return image.Interpretation == VipsInterpretation.Srgb && image.Bands >= 3
            ? image
            : scope.Keep(VipsOperation.Of("colourspace").With("in", image).With("space", "srgb").Image());
    }

    /// <summary>Turns it as EXIF asks. The image must be in memory or its pixels be readable in any order.</summary>
    public static VipsImage Upright(VipsScope scope, VipsImage image, int orientation)
    {
        var angle = orientation switch { 3 or 4 => "d180", 5 or 6 => "d90", 7 or 8 => "d270", _ => null };
        if (angle is not null)
            image = scope.Keep(VipsOperation.Of("rot").With("in", image).With("angle", angle).Image());
        return orientation is 2 or 4 or 5 or 7
            ? scope.Keep(VipsOperation.Of("flip").With("in", image).With("direction", "horizontal").Image())
            : image;
    }

    /// <summary>Puts it on white, or only drops a fourth band that the header says is not used.</summary>
    public static VipsImage WithoutAlpha(VipsScope scope, VipsImage image, ImageHeader header)
    {
        if (image.Bands <= 3)
            return image;
        return scope.Keep(header.HasAlpha
            ? VipsOperation.Of("flatten").With("in", image).With("background", White).Image()
            : VipsOperation.Of("extract_band").With("in", image).With("band", 0).With("n", 3).Image());
    }

    /// <summary>A copy that carries no metadata; a copy because fields of a shared image must not change.</summary>
    public static VipsImage WithoutMetadata(VipsScope scope, VipsImage image)
    {
        var copy = scope.Keep(VipsOperation.Of("copy").With("in", image).Image());
        copy.RemoveMetadata();
        return copy;
    }

    private static string Depth(VipsImage image) =>
        image.Interpretation is VipsInterpretation.Rgb16 or VipsInterpretation.Grey16 ? "ushort" : "uchar";

    /// <summary>Null when the profile is broken or belongs to another colour space: then the pixels are taken as they are.</summary>
    private static VipsImage? TryTransform(VipsImage image)
    {
        try
        {
            return VipsOperation.Of("icc_transform").With("in", image)
                .With("output_profile", "srgb").With("embedded", true).With("intent", "perceptual").With("depth", 8)
                .Image();
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
