using System.Buffers.Binary;
using System.Net;

namespace ImageFunctions.Pictures;

/// <summary>ICC version 2 display profiles of a matrix and a gamma. ICC.1:2001-04, clauses 6.1 to 6.5.</summary>
public static class IccWriter
{
    /// <summary>Text in the copyright tag: no output may hold it.</summary>
    public const string Secret = "ICC-SECRET";

    // Columns of the sRGB matrix, adapted to D50.
    private static readonly double[] Red = [0.4361, 0.2225, 0.0139];
    private static readonly double[] Green = [0.3851, 0.7169, 0.0971];
    private static readonly double[] Blue = [0.1431, 0.0606, 0.7141];

    /// <summary>sRGB with red and green exchanged: a converted picture shows it at a glance.</summary>
    public static byte[] RedGreenSwapped { get; } = Write(Green, Red, Blue);

    /// <summary>Display P3's primaries with a gamma of 2.2.</summary>
    public static byte[] P3 { get; } = Write([0.5151, 0.2412, -0.0011], [0.2919, 0.6922, 0.0419], [0.1571, 0.0666, 0.7841]);

    /// <summary>One channel.</summary>
    public static byte[] Gray(double gamma) => Assemble("GRAY", [("wtpt", Xyz([0.9642, 1, 0.8249])), ("kTRC", Gamma(gamma))]);

    private static byte[] Write(double[] red, double[] green, double[] blue) => Assemble("RGB ",
        [
            ("desc", [.. "desc"u8, 0, 0, 0, 0, 0, 0, 0, 5, .. "test\0"u8, .. new byte[78]]),
            ("cprt", [.. "text"u8, 0, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(Secret), 0]),
            ("wtpt", Xyz([0.9642, 1, 0.8249])),
            ("rXYZ", Xyz(red)), ("gXYZ", Xyz(green)), ("bXYZ", Xyz(blue)),
            ("rTRC", Gamma(2.2)), ("gTRC", Gamma(2.2)), ("bTRC", Gamma(2.2)),
        ]);

    private static byte[] Assemble(string space, (string Name, byte[] Body)[] tags)
    {
        List<byte> table = [.. Number(tags.Length)];
        List<byte> bodies = [];
        var start = 128 + 4 + (12 * tags.Length);
        foreach (var (name, body) in tags)
        {
            table.AddRange([.. System.Text.Encoding.ASCII.GetBytes(name), .. Number(start + bodies.Count), .. Number(body.Length)]);
            bodies.AddRange([.. body, .. new byte[(4 - (body.Length % 4)) % 4]]);
        }

        var header = new byte[128];
        BinaryPrimitives.WriteInt32BigEndian(header, start + bodies.Count);
        header[8] = 2;
        header[9] = 0x10;
        System.Text.Encoding.ASCII.GetBytes($"mntr{space}XYZ ").CopyTo(header, 12);
        "acsp"u8.CopyTo(header.AsSpan(36));
        Xyz([0.9642, 1, 0.8249]).AsSpan(8).CopyTo(header.AsSpan(68));
        return [.. header, .. table, .. bodies];
    }

    private static byte[] Gamma(double gamma)
    {
        var fixedPoint = (int)Math.Round(gamma * 256);
        return [.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 1, (byte)(fixedPoint >> 8), (byte)fixedPoint, 0, 0];
    }

    private static byte[] Xyz(double[] values) =>
        [.. "XYZ "u8, 0, 0, 0, 0, .. values.SelectMany(value => Number((int)Math.Round(value * 65536)))];

    private static byte[] Number(int value) => BitConverter.GetBytes(IPAddress.HostToNetworkOrder(value));
}
