namespace ImageFunctions.Images.Record;

/// <summary>What an image says of itself before any pixel is decoded. Not to be trusted for memory.</summary>
/// <param name="Format">The format by content.</param>
/// <param name="Width">Pixels, upright: after the EXIF orientation is applied.</param>
/// <param name="Height">Pixels of one frame, upright.</param>
/// <param name="Orientation">EXIF orientation 1–8 of the stored pixels; 1 when absent.</param>
/// <param name="HasAlpha">Whether pixels can be transparent.</param>
/// <param name="Frames">1 for a still image.</param>
/// <param name="Exif">Allow-listed EXIF values by tag name (camera, exposure, time); never GPS.</param>
public sealed record ImageHeader(
    ImageFormat Format,
    int Width,
    int Height,
    int Orientation,
    bool HasAlpha,
    int Frames,
    IReadOnlyDictionary<string, string> Exif)
{
    /// <summary>Pixels of all frames together.</summary>
    public long TotalPixels => (long)Width * Height * Frames;
}
