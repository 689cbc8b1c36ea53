using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Pictures;

namespace ImageFunctions.Bench;

/// <summary>Small healthy images of every kind, to be damaged.</summary>
internal static class FuzzCorpus
{
    private const int Width = 96;
    private const int Height = 72;

    public static IReadOnlyList<byte[]> Make(IImageEngine engine)
    {
        var tiles = Picture.Tiles(Width, Height);
        var clear = new Picture(Width, Height, (x, y) => tiles[x, y] with { A = (byte)(x * 2) });
        var icc = IccWriter.RedGreenSwapped;
        var still = WebP(engine, PngWriter.Write(tiles));
        return
        [
            JpegWriter.Write(tiles),
            JpegWriter.Write(tiles, JpegColor.Gray),
            JpegWriter.Write(tiles, JpegColor.Cmyk),
            JpegWriter.Write(tiles, JpegColor.YCbCr, ExifWriter.Segment(6), (0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. icc])),
            PngWriter.Write(tiles),
            PngWriter.Write(clear, PngColor.RgbAlpha, 16),
            PngWriter.Write(Picture.Quadrants(Width, Height), PngColor.Palette, 4),
            PngWriter.Write(tiles, PngColor.Gray, 1),
            PngWriter.Write(tiles, PngColor.Rgb, 8, ("iCCP", [.. "p\0\0"u8, .. PngWriter.Deflate([icc])]), ("eXIf", ExifWriter.Write(5))),
            GifWriter.Write(Picture.Quadrants(Width, Height)),
            GifWriter.Write(Picture.Quadrants(Width, Height), Picture.Flat(Width, Height, Rgba.Clear),
                Picture.Flat(Width, Height, Rgba.Blue)),
            still,
            WebP(engine, PngWriter.Write(clear, PngColor.RgbAlpha)),
            WebPSurgery.WithMetadata(still, Width, Height, icc, ExifWriter.Write(8), [1, 2, 3]),
            WebPSurgery.Animate([still, WebP(engine, PngWriter.Write(Picture.Tiles(Width, Height, 2)))], Width, Height),
            .. engine.Reads(ImageFormat.Avif) ? Avifs(engine, tiles, clear) : [],
        ];
    }

    private static IEnumerable<byte[]> Avifs(IImageEngine engine, Picture tiles, Picture clear)
    {
        var still = Encoded(engine, PngWriter.Write(tiles), VariantFormat.Avif);
        var tile = AvifWriter.Coded(still);
        return
        [
            still,
            Encoded(engine, PngWriter.Write(clear, PngColor.RgbAlpha), VariantFormat.Avif),
            AvifWriter.Write(
                new(1, InHeader: true), [AvifWriter.Grid(1, 2, 2 * Width, Height, AvifWriter.Turned(1)), tile, tile],
                AvifWriter.Reference("dimg", 1, 2, 3)),
            AvifWriter.Write(
                new(Pieces: 2), [tile, new("Exif", [0, 0, 0, 0, .. ExifWriter.Write(6)])], AvifWriter.Reference("cdsc", 2, 1)),
        ];
    }

    private static byte[] WebP(IImageEngine engine, byte[] png) => Encoded(engine, png, VariantFormat.WebP);

    private static byte[] Encoded(IImageEngine engine, byte[] png, VariantFormat format)
    {
        byte[] encoded = [];
        engine.Render(
            png, engine.Inspect(png), [new VariantSpec("source", 0, format, Effort: 1)],
            variant => encoded = variant.Content.ToArray(), CancellationToken.None);
        return encoded;
    }
}
