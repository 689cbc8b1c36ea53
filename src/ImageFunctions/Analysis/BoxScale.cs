using ImageFunctions.Images.Record;

namespace ImageFunctions.Analysis;

/// <summary>From pixels of a variant to pixels of the upright original.</summary>
public readonly record struct BoxScale(int VariantWidth, int VariantHeight, int OriginalWidth, int OriginalHeight)
{
    /// <summary>The box scaled and cut to the original; never empty.</summary>
    public Box Apply(int x, int y, int width, int height)
    {
        var (left, right) = Span(x, width, VariantWidth, OriginalWidth);
        var (top, bottom) = Span(y, height, VariantHeight, OriginalHeight);
        return new Box(left, top, right - left, bottom - top);
    }

    // Both edges are scaled, not the length, so that neighbouring boxes stay neighbours.
    private static (int From, int To) Span(int from, int length, int variant, int original)
    {
        var scale = (double)original / variant;
        var start = Math.Clamp((int)Math.Round(from * scale), 0, original - 1);
        return (start, Math.Clamp((int)Math.Round((from + (double)length) * scale), start + 1, original));
    }
}
