using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageFunctions.Imaging.Headers;

/// <summary>
/// What a PNG says of its colors, as a profile: its own, or one made of gamma and primaries where they are not sRGB's, which
/// browsers honor and decoders do not. W3C PNG, third edition, clauses 11.3.2 and 4.3.
/// </summary>
internal sealed class PngColors
{
    /// <summary>Writers round: 0.45 is meant for sRGB's 0.45455.</summary>
    private const double Rounding = 0.006;

    private const double SrgbGamma = 0.45455;
    private static readonly double[] SrgbPrimaries = [0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06];

    private bool _isSrgb;
    private double? _gamma;
    private double[]? _primaries;
    private byte[]? _embedded;

    public bool IsGray { get; set; }

    public void Read(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        if (type.SequenceEqual("sRGB"u8))
            _isSrgb = true;
        else if (type.SequenceEqual("iCCP"u8))
            _embedded ??= body.ToArray();
        else if (type.SequenceEqual("gAMA"u8) && body.Length == 4)
            _gamma ??= Number(body);
        else if (type.SequenceEqual("cHRM"u8) && body.Length == 32)
            _primaries ??= Numbers(body);
    }

    /// <summary>Empty where the pixels are sRGB.</summary>
    public byte[] Profile()
    {
        if (_embedded is not null)
            return Inflate(_embedded);
        if (_isSrgb || (IsSrgb(_gamma, [SrgbGamma]) && IsSrgb(_primaries, SrgbPrimaries)))
            return [];
        return MatrixProfile.Write(_gamma, _primaries ?? SrgbPrimaries, IsGray) ?? [];
    }

    private static bool IsSrgb(double? value, double[] meant) => value is null || IsSrgb([value.Value], meant);

    private static bool IsSrgb(double[]? values, double[] meant) =>
        values is null || values.Zip(meant).All(pair => Math.Abs(pair.First - pair.Second) <= Rounding);

    private static double[] Numbers(ReadOnlySpan<byte> body)
    {
        var numbers = new double[body.Length / 4];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Number(body[(4 * i)..]);
        return numbers;
    }

    private static double Number(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadUInt32BigEndian(body) / 100_000.0;

    private static byte[] Inflate(byte[] named)
    {
        var name = Array.IndexOf(named, (byte)0);
        if (name < 0 || name + 2 > named.Length)
            return [];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(named, name + 2, named.Length - name - 2), CompressionMode.Decompress);
            using var bounded = new MemoryStream();
            Span<byte> buffer = stackalloc byte[4096];
            while (zlib.Read(buffer) is > 0 and var read)
            {
                bounded.Write(buffer[..read]);
                if (bounded.Length > PixelCopy.LargestProfile)
                    return [];
            }

            return bounded.ToArray();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
