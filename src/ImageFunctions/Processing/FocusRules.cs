using ImageFunctions.Images.Record;

namespace ImageFunctions.Processing;

/// <summary>What a crop keeps in sight: what somebody said, else what Vision found, else what the engine makes out.</summary>
public static class FocusRules
{
    /// <summary>The spec for this image.</summary>
    public static VariantSpec Aim(VariantSpec spec, ImageRecord image) =>
        spec.Frame is { Fit: FrameFit.Cover } frame ? spec with { Focus = image.FocalPoint ?? Found(frame, image) } : spec;

    private static FocalPoint? Found(Frame frame, ImageRecord image)
    {
        if (frame.Gravity != Gravity.Smart || image is not { Header: { } header, Analysis.SmartCrops: { Count: > 0 } crops })
            return null;
        var ratio = (double)frame.Width / frame.Height;
        var nearest = crops.MinBy(crop => Math.Abs(Math.Log(crop.AspectRatio / ratio)))!.Box;
        return new FocalPoint(Place(nearest.X, nearest.Width, header.Width), Place(nearest.Y, nearest.Height, header.Height));
    }

    private static double Place(int start, int length, int whole) => Math.Round(Math.Clamp((start + (length / 2.0)) / whole, 0, 1), 4);
}
