namespace ImageFunctions.Imaging.Traits;

/// <summary>Writes the placeholder text that https://github.com/woltapp/blurhash specifies (Algorithm.md).</summary>
public static class BlurHashEncoder
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private const double AlternatingStep = 166;
    private const int LargestMaximum = 82;

    private static readonly double[] LinearOf = [.. Enumerable.Range(0, 256).Select(ToLinear)];

    /// <summary>Encodes with 1–9 components each way: 4 + 2 × components characters.</summary>
    public static string Encode(PixelRaster raster, int componentsX, int componentsY)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(componentsX, Math.Clamp(componentsX, 1, 9));
        ArgumentOutOfRangeException.ThrowIfNotEqual(componentsY, Math.Clamp(componentsY, 1, 9));

        var coefficients = Transform(raster, componentsX, componentsY);
        var text = new char[4 + (2 * componentsX * componentsY)];
        Write(text.AsSpan(0, 1), componentsX - 1 + ((componentsY - 1) * 9));

        var quantized = 0;
        var maximum = 1.0;
        if (coefficients.Length > 3)
        {
            var largest = coefficients.Skip(3).Max(Math.Abs);
            quantized = (int)Math.Clamp(Math.Floor((largest * AlternatingStep) - 0.5), 0, LargestMaximum);
            maximum = (quantized + 1) / AlternatingStep;
        }

        Write(text.AsSpan(1, 1), quantized);
        Write(text.AsSpan(2, 4), (ToSrgb(coefficients[0]) << 16) | (ToSrgb(coefficients[1]) << 8) | ToSrgb(coefficients[2]));
        for (var component = 1; component < coefficients.Length / 3; component++)
        {
            var (red, green, blue) = (coefficients[component * 3], coefficients[(component * 3) + 1], coefficients[(component * 3) + 2]);
            Write(text.AsSpan(4 + (2 * component), 2),
                (((Quantize(red / maximum) * 19) + Quantize(green / maximum)) * 19) + Quantize(blue / maximum));
        }

        return new string(text);
    }

    /// <summary>Linear-light red, green and blue of each component, rows of components after one another.</summary>
    private static double[] Transform(PixelRaster raster, int componentsX, int componentsY)
    {
        var cosX = Cosines(componentsX, raster.Width);
        var cosY = Cosines(componentsY, raster.Height);
        var sums = new double[componentsX * componentsY * 3];
        var row = new double[componentsX * 3];
        for (var y = 0; y < raster.Height; y++)
        {
            Array.Clear(row);
            for (var x = 0; x < raster.Width; x++)
            {
                var pixel = raster.Rgb.Slice(((y * raster.Width) + x) * 3, 3);
                var (red, green, blue) = (LinearOf[pixel[0]], LinearOf[pixel[1]], LinearOf[pixel[2]]);
                for (var i = 0; i < componentsX; i++)
                {
                    var basis = cosX[(i * raster.Width) + x];
                    row[i * 3] += basis * red;
                    row[(i * 3) + 1] += basis * green;
                    row[(i * 3) + 2] += basis * blue;
                }
            }

            for (var j = 0; j < componentsY; j++)
            {
                for (var i = 0; i < row.Length; i++)
                    sums[(j * row.Length) + i] += cosY[(j * raster.Height) + y] * row[i];
            }
        }

        for (var i = 0; i < sums.Length; i++)
            sums[i] *= (i < 3 ? 1.0 : 2.0) / ((double)raster.Width * raster.Height);
        return sums;
    }

    // The reference encoders sample at the pixel's corner, not its middle; decoders expect it.
    private static double[] Cosines(int components, int length)
    {
        var cosines = new double[components * length];
        for (var i = 0; i < cosines.Length; i++)
            cosines[i] = Math.Cos(Math.PI * (i / length) * (i % length) / length);
        return cosines;
    }

    private static int Quantize(double value) =>
        (int)Math.Clamp(Math.Floor((Math.CopySign(Math.Sqrt(Math.Abs(value)), value) * 9) + 9.5), 0, 18);

    private static double ToLinear(int srgb)
    {
        var value = srgb / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int ToSrgb(double linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        return (int)((value <= 0.0031308 ? value * 12.92 : (1.055 * Math.Pow(value, 1 / 2.4)) - 0.055) * 255 + 0.5);
    }

    private static void Write(Span<char> text, int value)
    {
        for (var i = text.Length - 1; i >= 0; i--, value /= 83)
            text[i] = Digits[value % 83];
    }
}
