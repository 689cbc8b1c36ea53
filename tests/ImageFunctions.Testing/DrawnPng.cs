using ImageFunctions.Pictures;

namespace ImageFunctions.Testing;

/// <summary>PNG files made in code, for tests that need an image and know every pixel of it.</summary>
public static class DrawnPng
{
    /// <param name="pixel">Red, green, blue and alpha at a place.</param>
    public static byte[] Draw(int width, int height, Func<int, int, (byte R, byte G, byte B, byte A)> pixel, bool alpha = false)
    {
        var picture = new Picture(width, height, (x, y) =>
        {
            var (r, g, b, a) = pixel(x, y);
            return new Rgba(r, g, b, a);
        });
        return PngWriter.Write(picture, alpha ? PngColor.RgbAlpha : PngColor.Rgb);
    }

    /// <summary>A picture with enough detail to be over 1 KB, different for every seed.</summary>
    public static byte[] Scene(int width, int height, int seed)
    {
        var random = new Random(seed);
        var (a, b, c) = (random.NextDouble() * 6, random.NextDouble() * 6, random.Next(3, 9));
        return Draw(width, height, (x, y) =>
        {
            var u = Math.Sin(a + (x * (double)c / width)) + Math.Cos(b + (y * 5.0 / height));
            var v = Math.Sin(((x / 4) + (seed * 13)) * ((y / 4) + 7) * 0.002);
            return ((byte)(128 + (60 * u)), (byte)(128 + (60 * v)), (byte)((((x / 8) ^ (y / 8)) * 4) + seed), 255);
        });
    }
}
