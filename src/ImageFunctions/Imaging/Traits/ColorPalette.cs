using System.Globalization;

namespace ImageFunctions.Imaging.Traits;

/// <summary>
/// The few colors that an image is made of, always the same for the same pixels: bins of 5 bits a channel are cut at
/// the mean of the channel that varies most, settled by k-means, and near-equal ones are joined. Each color is the
/// average of its pixels, so flat colors come out exactly.
/// </summary>
public static class ColorPalette
{
    public const int MostColors = 6;

    private const int SettlingRounds = 8;

    /// <summary>Distance in sRGB under which two colors pass for one.</summary>
    private const double SameColor = 24;

    /// <summary>Part of the pixels under which a color is left out.</summary>
    private const double SmallestShare = 0.005;

    /// <summary>One to six colors as #rrggbb, most frequent first.</summary>
    public static IReadOnlyList<string> Of(PixelRaster raster)
    {
        var bins = Histogram(raster.Rgb);
        var colors = Join(Settle(bins, Cut(bins)));
        var least = raster.Width * raster.Height * SmallestShare;
        return [.. colors
            .OrderByDescending(color => color.Count)
            .Where((color, rank) => rank == 0 || color.Count >= least)
            .Select(color => color.Hex)
            .Distinct()];
    }

    private static List<ColorCluster> Histogram(ReadOnlySpan<byte> rgb)
    {
        var bins = new ColorCluster[1 << 15];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            ref var bin = ref bins[((rgb[i] >> 3) << 10) | ((rgb[i + 1] >> 3) << 5) | (rgb[i + 2] >> 3)];
            bin += new ColorCluster(1, rgb[i], rgb[i + 1], rgb[i + 2]);
        }

        return [.. bins.Where(bin => bin.Count > 0)];
    }

    private static List<ColorCluster> Cut(List<ColorCluster> bins)
    {
        List<List<ColorCluster>> boxes = [bins];
        while (boxes.Count < MostColors)
        {
            var (box, axis, spread) = boxes
                .SelectMany(candidate => Enumerable.Range(0, 3).Select(axis => (candidate, axis, Spread(candidate, axis))))
                .MaxBy(candidate => candidate.Item3);
            if (spread <= 0)
                break;
            var middle = Sum(box)[axis];
            boxes.Remove(box);
            boxes.Add([.. box.Where(bin => bin[axis] <= middle)]);
            boxes.Add([.. box.Where(bin => bin[axis] > middle)]);
        }

        return [.. boxes.Select(Sum)];
    }

    private static double Spread(List<ColorCluster> box, int axis)
    {
        if (box.Count < 2)
            return 0;
        var middle = Sum(box)[axis];
        return box.Sum(bin => bin.Count * (bin[axis] - middle) * (bin[axis] - middle));
    }

    private static List<ColorCluster> Settle(List<ColorCluster> bins, List<ColorCluster> centers)
    {
        for (var round = 0; round < SettlingRounds; round++)
        {
            var next = new ColorCluster[centers.Count];
            foreach (var bin in bins)
            {
                var nearest = 0;
                for (var i = 1; i < centers.Count; i++)
                {
                    if (bin.DistanceTo(centers[i]) < bin.DistanceTo(centers[nearest]))
                        nearest = i;
                }

                next[nearest] += bin;
            }

            centers = [.. next.Where(cluster => cluster.Count > 0)];
        }

        return centers;
    }

    private static List<ColorCluster> Join(List<ColorCluster> colors)
    {
        while (colors.Count > 1)
        {
            var (first, second) = Enumerable.Range(0, colors.Count)
                .SelectMany(i => Enumerable.Range(0, i).Select(j => (j, i)))
                .MinBy(pair => colors[pair.j].DistanceTo(colors[pair.i]));
            if (colors[first].DistanceTo(colors[second]) >= SameColor)
                break;
            colors[first] += colors[second];
            colors.RemoveAt(second);
        }

        return colors;
    }

    private static ColorCluster Sum(List<ColorCluster> bins) => bins.Aggregate((sum, bin) => sum + bin);

    private readonly record struct ColorCluster(long Count, long Red, long Green, long Blue)
    {
        public double this[int axis] => (double)(axis == 0 ? Red : axis == 1 ? Green : Blue) / Count;

        public string Hex => string.Create(CultureInfo.InvariantCulture,
            $"#{(int)(this[0] + 0.5):x2}{(int)(this[1] + 0.5):x2}{(int)(this[2] + 0.5):x2}");

        public double DistanceTo(ColorCluster other)
        {
            var (red, green, blue) = (this[0] - other[0], this[1] - other[1], this[2] - other[2]);
            return Math.Sqrt((red * red) + (green * green) + (blue * blue));
        }

        public static ColorCluster operator +(ColorCluster left, ColorCluster right) =>
            new(left.Count + right.Count, left.Red + right.Red, left.Green + right.Green, left.Blue + right.Blue);
    }
}
