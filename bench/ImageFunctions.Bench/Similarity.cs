namespace ImageFunctions.Bench;

/// <summary>How near one picture is to another.</summary>
internal static class Similarity
{
    private const int Window = 8;
    private const int Step = 4;

    /// <summary>Structural similarity of luma, 1 for equal: 8×8 windows every 4 pixels (Wang et al., 2004).</summary>
    public static double Ssim(Pixels a, Pixels b)
    {
        var (lumaA, lumaB) = (Luma(a), Luma(b));
        var rows = Enumerable.Range(0, ((a.Height - Window) / Step) + 1).AsParallel().AsOrdered().Select(row =>
        {
            var sum = 0.0;
            for (var x = 0; x + Window <= a.Width; x += Step)
                sum += WindowSsim(lumaA, lumaB, (row * Step * a.Width) + x, a.Width);
            return sum;
        }).ToList();
        return rows.Sum() / (rows.Count * (((a.Width - Window) / Step) + 1));
    }

    /// <summary>Peak signal-to-noise ratio of all channels in decibels.</summary>
    public static double Psnr(Pixels a, Pixels b)
    {
        var error = 0.0;
        for (var i = 0; i < a.Rgb.Length; i++)
            error += Math.Pow(a.Rgb[i] - b.Rgb[i], 2);
        return 10 * Math.Log10(255 * 255 / (error / a.Rgb.Length));
    }

    /// <summary>The thumbnail that a patient program would make: Lanczos over all source pixels, in floating point.</summary>
    public static Pixels Scaled(Pixels source, int width, int height)
    {
        var across = Resample(Array.ConvertAll(source.Rgb, value => (float)value), source.Width, source.Height, width, 3, 3 * source.Width);
        var down = Resample(across, source.Height, width, height, 3 * width, 3);
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < rgb.Length; i++)
            rgb[i] = (byte)Math.Clamp(Math.Round(down[i]), 0, 255);
        return new Pixels(width, height, rgb);
    }

    /// <summary>One direction: samples are <paramref name="step"/> floats apart, lines <paramref name="line"/>.</summary>
    private static float[] Resample(float[] input, int length, int lines, int wanted, int step, int line)
    {
        var vertical = step > 3;
        var output = new float[wanted * lines * 3];
        var scale = (double)length / wanted;
        Parallel.For(0, wanted, target =>
        {
            var center = ((target + 0.5) * scale) - 0.5;
            var first = Math.Max(0, (int)Math.Ceiling(center - (3 * scale)));
            var last = Math.Min(length - 1, (int)Math.Floor(center + (3 * scale)));
            var weights = Enumerable.Range(first, last - first + 1).Select(i => Lanczos((i - center) / scale)).ToArray();
            var total = weights.Sum();
            for (var other = 0; other < lines; other++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < weights.Length; i++)
                        sum += weights[i] * input[((first + i) * step) + (other * line) + channel];
                    output[(vertical ? ((target * lines) + other) * 3 : ((other * wanted) + target) * 3) + channel] = (float)(sum / total);
                }
            }
        });
        return output;
    }

    private static double Lanczos(double x) =>
        x == 0 ? 1 : Math.Abs(x) >= 3 ? 0 : 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x);

    private static float[] Luma(Pixels pixels)
    {
        var luma = new float[pixels.Width * pixels.Height];
        for (var i = 0; i < luma.Length; i++)
            luma[i] = (0.299f * pixels.Rgb[3 * i]) + (0.587f * pixels.Rgb[(3 * i) + 1]) + (0.114f * pixels.Rgb[(3 * i) + 2]);
        return luma;
    }

    private static double WindowSsim(float[] a, float[] b, int start, int stride)
    {
        double sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0;
        for (var y = 0; y < Window; y++)
        {
            for (var at = start + (y * stride); at < start + (y * stride) + Window; at++)
            {
                sumA += a[at];
                sumB += b[at];
                squaresA += a[at] * a[at];
                squaresB += b[at] * b[at];
                products += a[at] * b[at];
            }
        }

        const double Count = Window * Window;
        var (meanA, meanB) = (sumA / Count, sumB / Count);
        var (varianceA, varianceB) = ((squaresA / Count) - (meanA * meanA), (squaresB / Count) - (meanB * meanB));
        var covariance = (products / Count) - (meanA * meanB);
        const double C1 = 6.5025, C2 = 58.5225;
        return ((2 * meanA * meanB) + C1) * ((2 * covariance) + C2)
            / (((meanA * meanA) + (meanB * meanB) + C1) * (varianceA + varianceB + C2));
    }
}
