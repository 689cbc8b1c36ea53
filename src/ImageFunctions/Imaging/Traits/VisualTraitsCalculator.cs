using ImageFunctions.Images.Record;

namespace ImageFunctions.Imaging.Traits;

/// <summary>What the pixels alone tell. Pure: the same pixels give the same traits.</summary>
public static class VisualTraitsCalculator
{
    /// <summary>
    /// Takes interleaved 8-bit sRGB, top row first, no padding. Meant for a raster of at most 256 pixels a side: time
    /// grows with the pixels, and sharpness compares only between rasters of one size.
    /// </summary>
    /// <exception cref="ArgumentException">The bytes are not width × height × 3.</exception>
    public static VisualTraits Compute(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var raster = new PixelRaster(rgb, width, height);
        var luma = raster.Luma();
        var palette = ColorPalette.Of(raster);
        var (componentsX, componentsY) = width >= height ? (4, 3) : (3, 4);
        return new VisualTraits(
            BlurHashEncoder.Encode(raster, componentsX, componentsY),
            palette[0],
            palette,
            PerceptualHasher.Hash(luma, width, height),
            ToneFigures.Sharpness(luma, width, height),
            ToneFigures.Brightness(luma));
    }
}
