namespace ImageFunctions.Images.Record;

/// <summary>How a picture is fitted into a frame. It is never enlarged.</summary>
public enum FrameFit
{
    /// <summary>All of it, no larger than the frame.</summary>
    Inside,

    /// <summary>The frame is filled, what stands over is cut off.</summary>
    Cover,

    /// <summary>All of it, in the middle of a background of the frame's size.</summary>
    Contain,
}

/// <summary>Which part a crop keeps where nobody named a focal point.</summary>
public enum Gravity
{
    Center,

    /// <summary>What draws the eye.</summary>
    Smart,
}

/// <summary>The place of an image that matters most: 0 to 1 from the left and from the top.</summary>
public sealed record FocalPoint(double X, double Y);

/// <summary>Pixels of a variant, and of the picture in it: larger ones are cut off, smaller ones get a border.</summary>
public sealed record Layout(int Width, int Height, int ScaledWidth, int ScaledHeight)
{
    public bool IsCrop => ScaledWidth > Width || ScaledHeight > Height;

    public bool IsPadded => ScaledWidth < Width || ScaledHeight < Height;

    public int LongestSide => Math.Max(ScaledWidth, ScaledHeight);

    /// <summary>Upper left corner of a crop that has the focal point as near to its middle as the picture allows.</summary>
    public (int X, int Y) CropAt(FocalPoint focus)
    {
        return (At(focus.X, ScaledWidth, Width), At(focus.Y, ScaledHeight, Height));

        static int At(double focus, int scaled, int side) => Math.Clamp((int)Math.Round((focus * scaled) - (side / 2.0)), 0, scaled - side);
    }
}

/// <summary>What a picture is fitted into.</summary>
/// <param name="Width">Pixels; 0 for any, where the fit is inside.</param>
/// <param name="Height">Pixels; 0 for any, where the fit is inside.</param>
/// <param name="Background">#rrggbb or transparent; null for white, or transparent where the picture is.</param>
public sealed record Frame(int Width, int Height, FrameFit Fit, Gravity Gravity = Gravity.Center, string? Background = null)
{
    public const string Transparent = "transparent";

    public Layout Place(int width, int height)
    {
        var (ratioX, ratioY) = ((double)Width / width, (double)Height / height);
        if (Fit == FrameFit.Cover)
        {
            // Of a picture that is too small, the largest part of the frame's shape.
            var fill = Math.Max(ratioX, ratioY);
            return fill <= 1
                ? new Layout(Width, Height, Math.Max(Width, Scaled(width, fill)), Math.Max(Height, Scaled(height, fill)))
                : new Layout(Math.Min(width, Scaled(Width, 1 / fill)), Math.Min(height, Scaled(Height, 1 / fill)), width, height);
        }

        var fit = Math.Min(1, Math.Min(Width == 0 ? 1 : ratioX, Height == 0 ? 1 : ratioY));
        var (scaledWidth, scaledHeight) = (Scaled(width, fit), Scaled(height, fit));
        return Fit == FrameFit.Inside
            ? new Layout(scaledWidth, scaledHeight, scaledWidth, scaledHeight)
            : new Layout(Width, Height, Math.Min(Width, scaledWidth), Math.Min(Height, scaledHeight));
    }

    private static int Scaled(int side, double ratio) => Math.Max(1, (int)Math.Round(side * ratio, MidpointRounding.AwayFromZero));
}
