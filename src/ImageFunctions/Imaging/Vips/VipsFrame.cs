using System.Globalization;
using ImageFunctions.Images.Record;
using NetVips;

namespace ImageFunctions.Imaging.Vips;

/// <summary>Cuts a picture to its frame, or puts it on the frame's background.</summary>
internal static class VipsFrame
{
    /// <param name="picture">In memory, at the layout's scaled size.</param>
    public static Image Apply(VipsScope scope, Image picture, VariantSpec spec, Layout layout)
    {
        if (spec.Frame is not { } frame)
            return picture;
        picture = OnColor(scope, picture, frame.Background);
        if (layout.IsCrop)
            return Crop(scope, picture, spec.Focus, frame.Gravity, layout);
        return layout.IsPadded ? Pad(scope, picture, frame.Background, layout) : picture;
    }

    private static Image Crop(VipsScope scope, Image picture, FocalPoint? focus, Gravity gravity, Layout layout)
    {
        if (focus is null && gravity == Gravity.Smart)
            return scope.Keep(picture.Smartcrop(layout.Width, layout.Height, interesting: Enums.Interesting.Attention));
        var (x, y) = layout.CropAt(focus ?? new FocalPoint(0.5, 0.5));
        return scope.Keep(picture.ExtractArea(x, y, layout.Width, layout.Height));
    }

    private static Image Pad(VipsScope scope, Image picture, string? background, Layout layout)
    {
        if (background == Frame.Transparent && !picture.HasAlpha())
            picture = scope.Keep(picture.Bandjoin(255));
        double[] color = picture.HasAlpha() ? [0, 0, 0, 0] : Color(background);
        return scope.Keep(picture.Gravity(
            Enums.CompassDirection.Centre, layout.Width, layout.Height, extend: Enums.Extend.Background, background: color));
    }

    // Whoever names a color wants it behind transparent parts too.
    private static Image OnColor(VipsScope scope, Image picture, string? background) =>
        background is null or Frame.Transparent || !picture.HasAlpha() ? picture : scope.Keep(picture.Flatten(Color(background)));

    private static double[] Color(string? background)
    {
        var value = background is null ? 0xFFFFFF : int.Parse(background.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return [value >> 16, (value >> 8) & 0xFF, value & 0xFF];
    }
}
