namespace ImageFunctions.Imaging.Traits;

/// <summary>Figures of 0–100, to one decimal, from luma of 0–255.</summary>
public static class ToneFigures
{
    /// <summary>
    /// Variance of the Laplacian that scores 50. Photographs in focus have hundreds to thousands at 256 pixels,
    /// blurred ones less than a hundred.
    /// </summary>
    private const double HalfwayVariance = 300;

    /// <summary>Mean luma, 0 black to 100 white.</summary>
    public static double Brightness(ReadOnlySpan<float> luma)
    {
        var sum = 0.0;
        foreach (var value in luma)
            sum += value;
        return Math.Round(Math.Min(sum / luma.Length / 2.55, 100), 1);
    }

    /// <summary>
    /// 100 · v / (v + 300), where v is the variance of the 4-neighbor Laplacian inside the border; 0 for images of less
    /// than 3 pixels a side.
    /// </summary>
    public static double Sharpness(ReadOnlySpan<float> luma, int width, int height)
    {
        if (width < 3 || height < 3)
            return 0;
        double sum = 0, squares = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var at = (y * width) + 1; at < ((y + 1) * width) - 1; at++)
            {
                double laplacian = luma[at - width] + luma[at + width] + luma[at - 1] + luma[at + 1] - (4 * luma[at]);
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }

        var count = (double)(width - 2) * (height - 2);
        var variance = Math.Max(0, (squares / count) - (sum / count * (sum / count)));
        return Math.Round(100 * variance / (variance + HalfwayVariance), 1);
    }
}
