using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageFunctions.Imaging.ImageSharp;

/// <summary>
/// Converts pixels of a display profile made of a matrix and three curves (Display P3, Adobe RGB and their like) to sRGB,
/// which ImageSharp does not do. Other kinds of profile are passed over. ICC.1:2022 clauses 8.3, 10.6 and 10.18.
/// </summary>
internal sealed class ImageSharpColorProfile
{
    private const int LinearSteps = 4096;

    // sRGB's inverse matrix for the profile connection space, D50, from its primaries in IEC 61966-2-1.
    private static readonly float[] FromXyz =
    [
        3.1338561f, -1.6168667f, -0.4906146f,
        -0.9787684f, 1.9161415f, 0.0334540f,
        0.0719453f, -0.2289914f, 1.4052427f,
    ];

    private static readonly byte[] Encoded = [.. Enumerable.Range(0, LinearSteps + 1).Select(step => Encode((double)step / LinearSteps))];

    private readonly float[][] _curves;
    private readonly float[] _matrix;

    private ImageSharpColorProfile(float[][] curves, float[] matrix) => (_curves, _matrix) = (curves, matrix);

    /// <summary>Null when there is no profile, it is of another kind or damaged, or it is sRGB in all but name.</summary>
    public static ImageSharpColorProfile? TryRead(ReadOnlySpan<byte> icc)
    {
        if (icc.Length < 132 || !icc[36..].StartsWith("acsp"u8) || !icc[16..].StartsWith("RGB XYZ "u8))
            return null;
        var columns = new float[3][];
        var curves = new float[3][];
        for (var channel = 0; channel < 3; channel++)
        {
            var letter = "rgb"u8[channel];
            if (ReadXyz(Tag(icc, [letter, .. "XYZ"u8])) is not { } column || ReadCurve(Tag(icc, [letter, .. "TRC"u8])) is not { } curve)
                return null;
            (columns[channel], curves[channel]) = (column, curve);
        }

        var matrix = new float[9];
        for (var i = 0; i < 9; i++)
            matrix[i] = Enumerable.Range(0, 3).Sum(k => FromXyz[(i / 3 * 3) + k] * columns[i % 3][k]);
        var profile = new ImageSharpColorProfile(curves, matrix);
        return profile.ChangesNothing() ? null : profile;
    }

    /// <summary>Converts in place.</summary>
    public void ToSrgb(Image<Rgba32> image) => image.ProcessPixelRows(rows =>
    {
        for (var y = 0; y < rows.Height; y++)
            ConvertRow(MemoryMarshal.AsBytes(rows.GetRowSpan(y)), stride: 4);
    });

    private void ConvertRow(Span<byte> row, int stride)
    {
        for (; row.Length >= stride; row = row[stride..])
        {
            var (r, g, b) = (_curves[0][row[0]], _curves[1][row[1]], _curves[2][row[2]]);
            for (var channel = 0; channel < 3; channel++)
            {
                var at = channel * 3;
                var linear = (_matrix[at] * r) + (_matrix[at + 1] * g) + (_matrix[at + 2] * b);
                row[channel] = Encoded[(int)((Math.Clamp(linear, 0, 1) * LinearSteps) + 0.5f)];
            }
        }
    }

    private bool ChangesNothing()
    {
        Span<byte> samples = [255, 0, 0, 0, 255, 0, 0, 0, 255, 128, 128, 128, 200, 100, 50, 50, 100, 200, 30, 30, 30];
        Span<byte> converted = stackalloc byte[samples.Length];
        samples.CopyTo(converted);
        ConvertRow(converted, 3);
        for (var i = 0; i < samples.Length; i++)
        {
            if (Math.Abs(samples[i] - converted[i]) > 2)
                return false;
        }

        return true;
    }

    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> icc, ReadOnlySpan<byte> name)
    {
        var count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(icc[128..]), (uint)(icc.Length - 132) / 12);
        for (var i = 0; i < count; i++)
        {
            var entry = icc.Slice(132 + (12 * i), 12);
            var (offset, length) = (BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));
            if (entry.StartsWith(name) && offset + (ulong)length <= (ulong)icc.Length)
                return icc.Slice((int)offset, (int)length);
        }

        return [];
    }

    private static float[]? ReadXyz(ReadOnlySpan<byte> tag) => tag.Length >= 20 && tag.StartsWith("XYZ "u8)
        ? [Fixed(tag[8..]), Fixed(tag[12..]), Fixed(tag[16..])]
        : null;

    /// <summary>Linear light for each of the 256 values.</summary>
    private static float[]? ReadCurve(ReadOnlySpan<byte> tag)
    {
        if (tag.Length < 12)
            return null;
        if (tag.StartsWith("para"u8))
            return ReadFunction(tag);
        var count = BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
        if (!tag.StartsWith("curv"u8) || count > (uint)(tag.Length - 12) / 2)
            return null;
        var points = new float[count];
        for (var i = 0; i < count; i++)
            points[i] = BinaryPrimitives.ReadUInt16BigEndian(tag[(12 + (2 * i))..]);
        return count switch
        {
            0 => Table(value => value),
            1 => Table(value => Math.Pow(value, points[0] / 256)),
            _ => Table(value => Interpolate(points, value) / 65535),
        };
    }

    private static float[]? ReadFunction(ReadOnlySpan<byte> tag)
    {
        var kind = BinaryPrimitives.ReadUInt16BigEndian(tag[8..]);
        int[] counts = [1, 3, 4, 5, 7];
        if (kind >= counts.Length || tag.Length < 12 + (4 * counts[kind]))
            return null;
        var p = new double[7];
        for (var i = 0; i < counts[kind]; i++)
            p[i] = Fixed(tag[(12 + (4 * i))..]);
        var (g, a, b, c, d, e, f) = (p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
        return kind switch
        {
            0 => Table(x => Math.Pow(x, g)),
            1 => Table(x => x >= -b / a ? Math.Pow((a * x) + b, g) : 0),
            2 => Table(x => x >= -b / a ? Math.Pow((a * x) + b, g) + c : c),
            3 => Table(x => x >= d ? Math.Pow((a * x) + b, g) : c * x),
            _ => Table(x => x >= d ? Math.Pow((a * x) + b, g) + e : (c * x) + f),
        };
    }

    private static float[] Table(Func<double, double> curve)
    {
        var table = new float[256];
        for (var i = 0; i < table.Length; i++)
        {
            var value = curve(i / 255.0);
            table[i] = double.IsFinite(value) ? (float)Math.Clamp(value, 0, 1) : 0;
        }

        return table;
    }

    private static double Interpolate(float[] points, double value)
    {
        var at = value * (points.Length - 1);
        var low = Math.Min((int)at, points.Length - 2);
        return points[low] + ((points[low + 1] - points[low]) * (at - low));
    }

    private static float Fixed(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes) / 65536f;

    private static byte Encode(double linear) =>
        (byte)Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055));
}
