namespace ImageFunctions.Bench;

/// <summary>
/// A deterministic stand-in for a photograph: soft light, textures of several sizes, hard edges and sensor noise, so that
/// codecs meet about the detail that cameras give them.
/// </summary>
internal static class DrawnPhotograph
{
    private const int Octaves = 6;
    private const double SensorNoise = 5;

    public static Pixels Draw(int width, int height)
    {
        var rgb = new byte[width * height * 3];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
                Paint(x, y, width, height, rgb.AsSpan(((y * width) + x) * 3, 3));
        });
        return new Pixels(width, height, rgb);
    }

    private static void Paint(int x, int y, int width, int height, Span<byte> pixel)
    {
        var texture = 0.0;
        for (var octave = 0; octave < Octaves; octave++)
            texture += Smooth(x / (double)(2 << octave), y / (double)(2 << octave), octave) * (90 + (8 << octave)) / 3.0;

        // A skyline: above it soft sky, below it textured ground with a shadow's edge.
        var skyline = (height * 0.4) + (120 * Smooth(x / 400.0, 0, 20)) + (20 * Smooth(x / 30.0, 0, 21));
        var ground = y > skyline;
        var shade = ground && (x + y) % 1700 < 600 ? 0.6 : 1;
        var light = ground ? (60 + texture) * shade : 170 + (50.0 * y / height) + (texture / 12);
        var tint = ground ? Smooth(x / 90.0, y / 90.0, 30) * 40 : 0;
        pixel[0] = Level((ground ? light + tint : light * 0.75) + Noise(x, y, 41));
        pixel[1] = Level((ground ? light - (tint / 3) : light * 0.9) + Noise(x, y, 42));
        pixel[2] = Level((ground ? light * 0.7 : light * 1.1) + Noise(x, y, 43));
    }

    private static double Noise(int x, int y, int seed) =>
        SensorNoise * (Hash(x, y, seed) + Hash(x, y, seed + 7) + Hash(x, y, seed + 13) - 1.5);

    /// <summary>Value noise between 0 and 1.</summary>
    private static double Smooth(double x, double y, int seed)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, down) = (Ease(x - left), Ease(y - top));
        var upper = Mix(Hash(left, top, seed), Hash(left + 1, top, seed), right);
        var lower = Mix(Hash(left, top + 1, seed), Hash(left + 1, top + 1, seed), right);
        return Mix(upper, lower, down);
    }

    private static double Mix(double a, double b, double t) => a + ((b - a) * t);

    private static double Ease(double t) => t * t * (3 - (2 * t));

    private static double Hash(int x, int y, int seed)
    {
        var hash = unchecked((uint)((x * 374761393) + (y * 668265263) + (seed * 974634777)));
        hash = (hash ^ (hash >> 13)) * 1274126177u;
        return (hash ^ (hash >> 16)) / (double)uint.MaxValue;
    }

    private static byte Level(double value) => (byte)Math.Clamp(value, 0, 255);
}
