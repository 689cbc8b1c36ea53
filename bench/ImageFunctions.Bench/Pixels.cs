using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Pictures;
using Microsoft.Extensions.Logging.Abstractions;
using NetVips;

namespace ImageFunctions.Bench;

/// <summary>Raw 8-bit RGB.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgb)
{
    private static readonly Lazy<IImageEngine> Engine =
        new(() => new ImageEngineSelector(new ImagingOptions(), NullLoggerFactory.Instance).Select());

    public static Pixels Read(string file) => Decode(File.ReadAllBytes(file));

    /// <param name="maxSide">Pixels that it is scaled down to; 0 for its own.</param>
    public static Pixels Decode(byte[] file, int maxSide = 0)
    {
        var raster = Render(file, new VariantSpec("pixels", maxSide, VariantFormat.Rgb));
        return new Pixels(raster.Width, raster.Height, raster.Bytes);
    }

    public static (int Width, int Height, byte[] Bytes) Render(byte[] original, VariantSpec spec)
    {
        (int, int, byte[]) result = default;
        Engine.Value.Render(
            original, Engine.Value.Inspect(original), [spec],
            variant => result = (variant.Width, variant.Height, variant.Content.ToArray()), CancellationToken.None);
        return result;
    }

    /// <summary>Another size made of this picture and its mirror images: no scaling, so the detail stays a camera's.</summary>
    public Pixels Tiled(int width, int height)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                Rgb.AsSpan(((Mirrored(y, Height) * Width) + Mirrored(x, Width)) * 3, 3).CopyTo(rgb.AsSpan(((y * width) + x) * 3));
        }

        return new Pixels(width, height, rgb);
    }

    /// <summary>All rows of some columns.</summary>
    public Pixels Part(int left, int width)
    {
        var rgb = new byte[width * Height * 3];
        for (var y = 0; y < Height; y++)
            Rgb.AsSpan(((y * Width) + left) * 3, width * 3).CopyTo(rgb.AsSpan(y * width * 3));
        return new Pixels(width, Height, rgb);
    }

    public byte[] ToPng() => PngWriter.Write(new Picture(Width, Height, (x, y) =>
    {
        var at = ((y * Width) + x) * 3;
        return new Rgba(Rgb[at], Rgb[at + 1], Rgb[at + 2]);
    }));

    /// <param name="progressive">Cameras write none; of these a decoder has to keep the whole picture's coefficients.</param>
    public byte[] ToJpeg(int quality, bool progressive = false)
    {
        using var image = Image.NewFromMemory(Rgb, Width, Height, bands: 3, Enums.BandFormat.Uchar);
        return image.JpegsaveBuffer(quality, interlace: progressive, subsampleMode: Enums.ForeignSubsample.On);
    }

    public byte[] ToWebP(int quality) => Render(ToPng(), new VariantSpec("webp", 0, VariantFormat.WebP, quality, Effort: 0)).Bytes;

    public byte[] ToAvif(int quality) => Render(ToPng(), new VariantSpec("avif", 0, VariantFormat.Avif, quality, Effort: 0)).Bytes;

    private static int Mirrored(int position, int length)
    {
        var folded = position % (2 * length);
        return folded < length ? folded : (2 * length) - 1 - folded;
    }
}
