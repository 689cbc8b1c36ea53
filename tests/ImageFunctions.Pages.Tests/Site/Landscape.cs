using ImageFunctions.Testing;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>Pictures of mountains, drawn in code: pleasant to look at, different for every seed and of any shape.</summary>
internal sealed class Landscape
{
    private const int Ridges = 5;
    private static readonly Mood[] Moods =
    [
        new(new(38, 70, 120), new(250, 190, 140), new(255, 236, 200), new(150, 130, 160), new(30, 32, 58)),
        new(new(90, 160, 215), new(232, 242, 245), new(255, 255, 245), new(160, 190, 200), new(28, 66, 62)),
        new(new(30, 24, 62), new(226, 98, 110), new(255, 205, 150), new(128, 70, 120), new(24, 18, 44)),
        new(new(120, 180, 190), new(250, 235, 205), new(255, 250, 225), new(190, 180, 150), new(92, 70, 48)),
        new(new(12, 18, 44), new(70, 110, 150), new(240, 245, 255), new(60, 86, 120), new(10, 16, 34)),
        new(new(250, 170, 120), new(255, 232, 190), new(255, 255, 235), new(226, 150, 120), new(96, 44, 50)),
    ];

    private readonly int _width;
    private readonly int _height;
    private readonly Mood _mood;
    private readonly double _shore;
    private readonly (double X, double Y, double Radius) _sun;
    private readonly double[][] _crests;

    private Landscape(int width, int height, int seed)
    {
        var random = new Random(seed);
        _width = width;
        _height = height;
        _mood = Moods[seed % Moods.Length];
        _shore = seed % 2 == 0 ? 0.78 : 1.1;
        _sun = ((0.2 + (0.6 * random.NextDouble())) * width / height, 0.22 + (0.2 * random.NextDouble()),
            0.05 + (0.03 * random.NextDouble()));
        _crests = [.. Enumerable.Range(0, Ridges).Select(ridge => Crest(ridge, random))];
    }

    public static byte[] Draw(int width, int height, int seed)
    {
        var landscape = new Landscape(width, height, seed);
        return DrawnPng.Draw(width, height, landscape.Pixel);
    }

    private double[] Crest(int ridge, Random random)
    {
        var waves = Enumerable.Range(0, 7).Select(octave =>
            (Length: (1 + (ridge * 0.5)) * Math.Pow(1.9, octave) * (0.8 + (0.4 * random.NextDouble())), Strength: Math.Pow(0.5, octave),
                Start: random.NextDouble() * Math.Tau)).ToArray();
        return [.. Enumerable.Range(0, _width).Select(x => 0.42 + (0.11 * ridge)
            - ((0.068 - (0.0048 * ridge)) * waves.Sum(
                wave => wave.Strength * (1 - (2 * Math.Abs(Math.Sin((wave.Length * x / _height * 1.4) + wave.Start)))))))];
    }

    private (byte, byte, byte, byte) Pixel(int x, int y)
    {
        var height = (double)y / _height;
        var color = height <= _shore ? Land(x, height) : Water(x, y, height);
        return ((byte)color.R, (byte)color.G, (byte)color.B, 255);
    }

    // A mirror with waves that grow towards the viewer.
    private Tone Water(int x, int y, double height)
    {
        var sway = (int)Math.Round(Math.Sin((y * 0.9) + (x * 0.01)) * (2 + ((height - _shore) * 26)) * _height / 900);
        var mirrored = Land(Math.Clamp(x + sway, 0, _width - 1), Math.Max(0, _shore - ((height - _shore) * 1.7)));
        return mirrored.Mix(_mood.Top, 0.28 + (0.3 * (height - _shore)));
    }

    private Tone Land(int x, double height)
    {
        for (var ridge = Ridges - 1; ridge >= 0; ridge--)
        {
            if (height <= _crests[ridge][x])
                continue;
            var nearness = ridge / (Ridges - 1.0);
            var mist = ridge == Ridges - 1 ? 0 : Math.Min(1, (height - _crests[ridge][x]) / 0.25) * (1 - (nearness * 0.6));
            return _mood.Far.Mix(_mood.Near, Math.Pow(nearness, 0.8)).Mix(_mood.Low, 0.28 * mist);
        }

        var distance = Math.Sqrt(Math.Pow(((double)x / _height) - _sun.X, 2) + Math.Pow(height - _sun.Y, 2)) - _sun.Radius;
        var sky = _mood.Top.Mix(_mood.Low, Math.Min(1, Math.Pow(height / 0.62, 1.15)));
        return distance < 0 ? _mood.Sun : sky.Mix(_mood.Sun, 0.55 * Math.Exp(-7 * distance));
    }

    private readonly record struct Tone(double R, double G, double B)
    {
        public Tone Mix(Tone other, double share) =>
            new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));
    }

    private sealed record Mood(Tone Top, Tone Low, Tone Sun, Tone Far, Tone Near);
}
