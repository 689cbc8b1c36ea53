using ImageFunctions.Pictures;

namespace ImageFunctions.Dev.Demo;

/// <summary>An image to upload.</summary>
internal sealed record Picture(string FileName, byte[] Content);

/// <summary>Pictures drawn here, for a demonstration without files: other sizes and shapes, one see-through.</summary>
internal static class SampleImages
{
    private delegate (double Red, double Green, double Blue, double Alpha) Paint(double x, double y);

    public static IReadOnlyList<Picture> Draw() =>
    [
        Draw("sunset.png", 1600, 1000, alpha: false, Sunset),
        Draw("waves.png", 900, 1400, alpha: false, Waves),
        Draw("badge.png", 700, 700, alpha: true, Badge),
        Draw("tiles.png", 240, 160, alpha: false, Tiles),
    ];

    /// <param name="paint">Colour parts of 0 to 1 for a place of 0 to 1 in both directions.</param>
    private static Picture Draw(string name, int width, int height, bool alpha, Paint paint)
    {
        var drawn = new Pictures.Picture(width, height, (x, y) =>
        {
            var (red, green, blue, opacity) = paint((x + 0.5) / width, (y + 0.5) / height);
            return new Rgba(ToByte(red), ToByte(green), ToByte(blue), ToByte(opacity));
        });
        return new Picture(name, PngWriter.Write(drawn, alpha ? PngColor.RgbAlpha : PngColor.Rgb));
    }

    private static byte ToByte(double part) => (byte)Math.Clamp(part * 255, 0, 255);

    private static (double, double, double, double) Sunset(double x, double y)
    {
        var sun = Math.Exp(-40 * (Math.Pow((x - 0.6) * 1.6, 2) + Math.Pow(y - 0.55, 2)));
        return y > 0.7
            ? (0.1 + 0.3 * sun, 0.15 + 0.2 * (1 - y), 0.3, 1)
            : (0.35 + 0.6 * y + sun, 0.2 + 0.35 * y + 0.8 * sun, 0.5 - 0.4 * y, 1);
    }

    private static (double, double, double, double) Waves(double x, double y)
    {
        var wave = 0.5 + 0.5 * Math.Sin(12 * y * Math.PI + 2 * Math.Sin(6 * x));
        return (0.05 + 0.2 * wave, 0.35 + 0.4 * wave * y, 0.5 + 0.45 * wave, 1);
    }

    private static (double, double, double, double) Badge(double x, double y)
    {
        var distance = Math.Sqrt(Math.Pow(x - 0.5, 2) + Math.Pow(y - 0.5, 2));
        var spokes = 0.5 + 0.5 * Math.Cos(8 * Math.Atan2(y - 0.5, x - 0.5));
        return (0.9, 0.3 + 0.5 * spokes, 0.2 + distance, Math.Clamp((0.48 - distance) * 30, 0, 1));
    }

    private static (double, double, double, double) Tiles(double x, double y)
    {
        var dark = ((int)(x * 12) + (int)(y * 8)) % 2 == 0;
        return dark ? (0.2 + 0.3 * x, 0.25, 0.4, 1) : (0.9, 0.85 - 0.3 * y, 0.7, 1);
    }
}
