using System.ComponentModel.DataAnnotations;

namespace ImageFunctions.Images.Record;

/// <summary>What is accepted as an image. Configuration section <c>Limits</c>.</summary>
public sealed class ImageLimits
{
    public const string Section = "Limits";

    /// <summary>What no setting of <see cref="MaxPixels"/> can exceed.</summary>
    public const long HighestPixels = 100_000_000;

    /// <summary>Bytes of the smallest original. Default 1,024.</summary>
    [Range(1, long.MaxValue)]
    public long MinBytes { get; init; } = 1024;

    /// <summary>Bytes of the largest original. Default 25 MiB.</summary>
    [Range(1, 100L * 1024 * 1024)]
    public long MaxBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Pixels of the shortest side allowed. Default 50.</summary>
    [Range(1, 16383)]
    public int MinSide { get; init; } = 50;

    /// <summary>Pixels of the longest side allowed. Default and maximum 16,383, WebP's own limit.</summary>
    [Range(1, 16383)]
    public int MaxSide { get; init; } = 16383;

    /// <summary>Pixels of all frames together. Default 50 million, never over 100 million.</summary>
    [Range(1, HighestPixels)]
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>Frames of an animation. Default 100.</summary>
    [Range(1, 1000)]
    public int MaxFrames { get; init; } = 100;

    /// <summary>Refuses a header that is outside the limits.</summary>
    /// <exception cref="ImageRejectedException">With one of the codes of <see cref="RejectionCodes"/>.</exception>
    public void Check(ImageHeader header)
    {
        if (header.Frames > MaxFrames)
            throw new ImageRejectedException(
                RejectionCodes.TooManyFrames, $"The image has {header.Frames} frames; {MaxFrames} are allowed (Limits__MaxFrames).");
        if (header.TotalPixels > MaxPixels)
            throw new ImageRejectedException(RejectionCodes.TooManyPixels,
                $"The image has {header.TotalPixels:N0} pixels; {MaxPixels:N0} are allowed (Limits__MaxPixels).");
        if (header.Width < MinSide || header.Height < MinSide || header.Width > MaxSide || header.Height > MaxSide)
            throw new ImageRejectedException(RejectionCodes.BadDimensions,
                $"The image is {header.Width}×{header.Height} pixels; "
                + $"each side must have {MinSide} to {MaxSide} (Limits__MinSide, Limits__MaxSide).");
    }

    /// <summary>Refuses a size outside the limits.</summary>
    /// <exception cref="ImageRejectedException"><c>too_small</c> or <c>too_large</c>.</exception>
    public void CheckBytes(long bytes)
    {
        if (bytes < MinBytes)
            throw new ImageRejectedException(
                RejectionCodes.TooSmall, $"The file has {bytes:N0} bytes; at least {MinBytes:N0} are needed (Limits__MinBytes).");
        if (bytes > MaxBytes)
            throw new ImageRejectedException(
                RejectionCodes.TooLarge, $"The file has {bytes:N0} bytes; at most {MaxBytes:N0} are allowed (Limits__MaxBytes).");
    }
}
