using System.Net;
using System.Numerics;
using System.Text;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// Writes ICC profiles of primaries and a gamma, so that there is one way to convert colors. ICC.1:2022 clauses 7, 8.3 and 10.
/// </summary>
internal static class MatrixProfile
{
    private const int HeaderLength = 128;

    // The connection space's white, and the cone responses of Bradford's adaptation to it (annex E of the specification),
    // a column for each of the three.
    private static readonly Vector3 D50 = new(0.9642f, 1, 0.8249f);
    private static readonly Matrix4x4 Bradford = Rows(
        new(0.8951f, -0.7502f, 0.0389f), new(0.2664f, 1.7135f, -0.0685f), new(-0.1614f, 0.0367f, 1.0296f));

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
    private static Vector3[]? Columns(double[] xy)
    {
        var points = new Vector3[4];
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (xy[2 * i], xy[(2 * i) + 1]);
            if (y <= 0 || x < 0 || x + y > 1.0001)
                return null;
            points[i] = new((float)(x / y), 1, (float)((1 - x - y) / y));
        }

        var (white, primaries) = (points[0], Rows(points[1], points[2], points[3]));
        if (Math.Abs(primaries.GetDeterminant()) < 1e-6 || !Matrix4x4.Invert(primaries, out var inverse))
            return null;
        var strengths = Vector3.Transform(white, inverse);
        var (from, to) = (Vector3.Transform(white, Bradford), Vector3.Transform(D50, Bradford));
        if (Vector3.LessThanOrEqualAny(from, Vector3.Zero) || !Matrix4x4.Invert(Bradford, out var back))
            return null;
        var adaptation = Bradford * Matrix4x4.CreateScale(to / from) * back;
        return [.. Enumerable.Range(0, 3).Select(i => Vector3.Transform(points[i + 1] * strengths[i], adaptation))];
    }

    private static Matrix4x4 Rows(Vector3 x, Vector3 y, Vector3 z) => new()
    {
        X = x.AsVector4(),
        Y = y.AsVector4(),
        Z = z.AsVector4(),
        W = Vector4.UnitW,
    };

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

    private static byte[] Xyz(Vector3 value) => [.. "XYZ "u8, 0, 0, 0, 0, .. Fixed(value.X), .. Fixed(value.Y), .. Fixed(value.Z)];

    private static byte[] Fixed(double value) => Number((int)Math.Round(value * 65536));

    private static byte[] Number(int value) => BitConverter.GetBytes(IPAddress.HostToNetworkOrder(value));
}
