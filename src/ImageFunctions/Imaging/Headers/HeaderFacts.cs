namespace ImageFunctions.Imaging.Headers;

/// <summary>What one container says. Sizes are those of the stored pixels.</summary>
internal sealed class HeaderFacts
{
    public int Width { get; set; }

    public int Height { get; set; }

    public bool HasAlpha { get; set; }

    public int Frames { get; set; }

    /// <summary>How often decoders must visit a pixel: frames and scans count, metadata does not, for no decoder sees it.</summary>
    public long Work { get; set; }

    /// <summary>Bytes of the samples that a decoder must hold at once; 0 where it goes row by row.</summary>
    public long HeldBytes { get; set; }

    /// <summary>Where the EXIF is, as a TIFF stream without the "Exif\0\0" before it; empty when absent.</summary>
    public Range Exif { get; set; }

    /// <summary>1–8 as in EXIF, where the container says it and EXIF does not count.</summary>
    public int? Orientation { get; set; }

    public long Pixels => (long)Width * Height;
}
