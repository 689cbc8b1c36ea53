using System.Buffers.Binary;
using System.Text;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// Writes ICC profiles of primaries and a gamma, so that there is one way to convert colors. ICC.1:2022 clauses 7, 8.3 and 10.
/// </summary>
internal static class MatrixProfile
{
    private const int HeaderLength = 128;

    // The connection space's white, and the cone responses of Bradford's adaptation to it (annex E of the specification).
    private static readonly double[] D50 = [0.9642, 1, 0.8249];
    private static readonly double[,] Bradford = { { 0.8951, 0.2664, -0.1614 }, { -0.7502, 1.7135, 0.0367 }, { 0.0389, -0.0685, 1.0296 } };

    // sRGB's curve as a parametric one of type 3: exponent, slope and offset, then the linear part and where it ends.
    private static readonly double[] SrgbCurve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

    /// <summary>Null when the numbers make no sense.</summary>
    /// <param name="gamma">The encoding exponent, 0.45455 for about sRGB; null for sRGB's own curve.</param>
    /// <param name="xy">White, red, green and blue as CIE x and y.</param>
    /// <param name="isGray">Whether there is one channel rather than three.</param>
    public static byte[]? Write(double? gamma, double[] xy, bool isGray)
    {
        if (gamma is < 0.1 or > 10 || Columns(xy) is not { } columns)
            return null;
        var curve = gamma is { } exponent ? Curve(0, [1 / exponent]) : Curve(3, SrgbCurve);
        var white = ("wtpt", Xyz(D50));
        return isGray
            ? Assemble("GRAY", [white, ("kTRC", curve)])
            : Assemble("RGB ", [
                white, ("rXYZ", Xyz(columns[0])), ("gXYZ", Xyz(columns[1])), ("bXYZ", Xyz(columns[2])),
                ("rTRC", curve), ("gTRC", curve), ("bTRC", curve)]);
    }

    /// <summary>XYZ of each primary at full strength, adapted to D50.</summary>
    private static double[][]? Columns(double[] xy)
    {
        var points = new double[4][];
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (xy[2 * i], xy[(2 * i) + 1]);
            if (y <= 0 || x < 0 || x + y > 1.0001)
                return null;
            points[i] = [x / y, 1, (1 - x - y) / y];
        }

        var primaries = FromColumns(points[1], points[2], points[3]);
        if (Inverse(primaries) is not { } inverse)
            return null;
        var strengths = Times(inverse, points[0]);
        var (from, to) = (Times(Bradford, points[0]), Times(Bradford, D50));
        if (from.Any(cone => cone <= 0))
            return null;
        var back = Inverse(Bradford)!;
        return [.. Enumerable.Range(0, 3).Select(i =>
        {
            var cones = Times(Bradford, [.. points[i + 1].Select(value => value * strengths[i])]);
            return Times(back, [.. cones.Select((cone, j) => cone * to[j] / from[j])]);
        })];
    }

    private static double[,] FromColumns(double[] a, double[] b, double[] c) =>
        new[,] { { a[0], b[0], c[0] }, { a[1], b[1], c[1] }, { a[2], b[2], c[2] } };

    private static double[] Times(double[,] m, double[] v) =>
        [.. Enumerable.Range(0, 3).Select(i => (m[i, 0] * v[0]) + (m[i, 1] * v[1]) + (m[i, 2] * v[2]))];

    private static double[,]? Inverse(double[,] m)
    {
        double Minor(int i, int j) =>
            (m[(i + 1) % 3, (j + 1) % 3] * m[(i + 2) % 3, (j + 2) % 3]) - (m[(i + 1) % 3, (j + 2) % 3] * m[(i + 2) % 3, (j + 1) % 3]);
        var determinant = Enumerable.Range(0, 3).Sum(j => m[0, j] * Minor(0, j));
        if (Math.Abs(determinant) < 1e-6)
            return null;
        var inverse = new double[3, 3];
        for (var i = 0; i < 9; i++)
            inverse[i % 3, i / 3] = Minor(i / 3, i % 3) / determinant;
        return inverse;
    }

    private static byte[] Assemble(string space, (string Name, byte[] Body)[] tags)
    {
        List<byte> table = [.. Number(tags.Length)];
        List<byte> bodies = [];
        var start = HeaderLength + 4 + (12 * tags.Length);
        foreach (var (name, body) in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(name), .. Number(start + bodies.Count), .. Number(body.Length)]);
            bodies.AddRange(body);
        }

        var header = new byte[HeaderLength];
        Number(start + bodies.Count).CopyTo(header, 0);
        header[8] = 4;
        Encoding.ASCII.GetBytes($"mntr{space}XYZ ").CopyTo(header, 12);
        Encoding.ASCII.GetBytes("acsp").CopyTo(header, 36);
        Xyz(D50).AsSpan(8).CopyTo(header.AsSpan(68));
        return [.. header, .. table, .. bodies];
    }

    private static byte[] Curve(byte kind, double[] parameters) =>
        [.. "para"u8, 0, 0, 0, 0, 0, kind, 0, 0, .. parameters.SelectMany(Fixed)];

    private static byte[] Xyz(double[] values) => [.. "XYZ "u8, 0, 0, 0, 0, .. values.SelectMany(Fixed)];

    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65536));

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
