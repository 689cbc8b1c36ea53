using ImageFunctions.Imaging.Traits;

namespace ImageFunctions.Imaging.Tests.Traits;

/// <summary>Images made in code. A scene is painted in coordinates of 0–1, so it can be sampled at any size.</summary>
internal sealed record TestRaster(byte[] Rgb, int Width, int Height)
{
    public static TestRaster Paint(int width, int height, Func<int, int, (double R, double G, double B)> color)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = color(x, y);
                var at = ((y * width) + x) * 3;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = (Byte(r), Byte(g), Byte(b));
            }
        }

        return new(rgb, width, height);
    }

    public static TestRaster Solid(int width, int height, int hex) =>
        Paint(width, height, (_, _) => (hex >> 16, (hex >> 8) & 255, hex & 255));

    public static TestRaster Gray(int width, int height, Func<int, int, double> gray) =>
        Paint(width, height, (x, y) =>
        {
            var level = gray(x, y);
            return (level, level, level);
        });

    /// <summary>Overlapping soft blobs of light on a slope: as busy as a small photograph, another one for each seed.</summary>
    public static TestRaster Scene(int seed, int width, int height)
    {
        var random = new Random(seed);
        var slope = (X: (random.NextDouble() * 80) - 40, Y: (random.NextDouble() * 80) - 40);
        var blobs = Enumerable.Range(0, 24)
            .Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), Size: 0.03 + (random.NextDouble() * 0.15),
                Light: (random.NextDouble() * 180) - 90))
            .ToArray();
        return Gray(width, height, (x, y) =>
        {
            var (u, v) = ((x + 0.5) / width, (y + 0.5) / height);
            return 128 + (slope.X * u) + (slope.Y * v) + blobs.Sum(blob =>
                blob.Light * Math.Exp(-(((u - blob.X) * (u - blob.X)) + ((v - blob.Y) * (v - blob.Y))) / (blob.Size * blob.Size)));
        });
    }

    /// <summary>What lossy compression does: levels in steps, and noise of a few levels.</summary>
    public TestRaster Recompressed(int seed, int step = 6, int noise = 5)
    {
        var random = new Random(seed);
        return this with
        {
            Rgb = [.. Rgb.Select(value => Byte((Math.Round((double)value / step) * step) + random.Next(-noise, noise + 1)))],
        };
    }

    /// <summary>Each pixel the mean of the square around it.</summary>
    public TestRaster Blurred(int radius) => Paint(Width, Height, (x, y) =>
    {
        double r = 0, g = 0, b = 0, n = 0;
        for (var v = Math.Max(0, y - radius); v <= Math.Min(Height - 1, y + radius); v++)
        {
            for (var u = Math.Max(0, x - radius); u <= Math.Min(Width - 1, x + radius); u++, n++)
            {
                var at = ((v * Width) + u) * 3;
                (r, g, b) = (r + Rgb[at], g + Rgb[at + 1], b + Rgb[at + 2]);
            }
        }

        return (r / n, g / n, b / n);
    });

    public PixelRaster Raster => new(Rgb, Width, Height);

    public ulong Hash => PerceptualHasher.Hash(Raster.Luma(), Width, Height);

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
