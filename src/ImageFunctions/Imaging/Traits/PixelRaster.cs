namespace ImageFunctions.Imaging.Traits;

/// <summary>Interleaved 8-bit sRGB, top row first, no padding.</summary>
public readonly ref struct PixelRaster
{
    /// <exception cref="ArgumentException">The bytes are not width × height × 3.</exception>
    public PixelRaster(ReadOnlySpan<byte> rgb, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (rgb.Length != (long)width * height * 3)
            throw new ArgumentException($"{width}×{height} pixels need {(long)width * height * 3} bytes, not {rgb.Length}.", nameof(rgb));
        Rgb = rgb;
        Width = width;
        Height = height;
    }

    public ReadOnlySpan<byte> Rgb { get; }
    public int Width { get; }
    public int Height { get; }

    /// <summary>Luma of every pixel, 0–255: ITU-R BT.601 weights on the gamma-encoded values.</summary>
    public float[] Luma()
    {
        var luma = new float[Width * Height];
        for (var pixel = 0; pixel < luma.Length; pixel++)
            luma[pixel] = (0.299f * Rgb[pixel * 3]) + (0.587f * Rgb[(pixel * 3) + 1]) + (0.114f * Rgb[(pixel * 3) + 2]);
        return luma;
    }
}
