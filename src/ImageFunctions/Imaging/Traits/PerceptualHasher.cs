namespace ImageFunctions.Imaging.Traits;

/// <summary>
/// The 64-bit DCT hash. The exact variant is written down in docs/analysis.md: change it and every stored hash is void.
/// </summary>
public static class PerceptualHasher
{
    private const int Side = 32;
    private const int Kept = 8;

    /// <summary>Coefficients below this many luma steps (orthonormal DCT) are noise and count as 0.</summary>
    private const double DeadZone = 2;

    private static readonly double[] Basis = OrthonormalBasis();

    /// <summary>Hashes luma of 0–255, given row by row, of any size and aspect.</summary>
    public static ulong Hash(ReadOnlySpan<float> luma, int width, int height)
    {
        var coefficients = LowFrequencies(Shrink(luma, width, height));
        var ordered = coefficients.Order().ToArray();
        var median = (ordered[31] + ordered[32]) / 2;
        var hash = 0UL;
        foreach (var coefficient in coefficients)
            hash = (hash << 1) | (coefficient > median ? 1UL : 0UL);
        return hash;
    }

    private static double[] Shrink(ReadOnlySpan<float> luma, int width, int height)
    {
        var columns = new double[Side * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < Side; x++)
                columns[(x * height) + y] = CellAverage(luma.Slice(y * width, width), x);
        }

        var cells = new double[Side * Side];
        for (var x = 0; x < Side; x++)
        {
            for (var y = 0; y < Side; y++)
                cells[(y * Side) + x] = CellAverage<double>(columns.AsSpan(x * height, height), y);
        }

        return cells;
    }

    /// <summary>Average over one of 32 equal cells of a line; values on a border count in part.</summary>
    private static double CellAverage<T>(ReadOnlySpan<T> line, int cell)
        where T : System.Numerics.INumberBase<T>
    {
        var from = (double)cell * line.Length / Side;
        var to = (double)(cell + 1) * line.Length / Side;
        var sum = 0.0;
        for (var i = (int)from; i < Math.Min(Math.Ceiling(to), line.Length); i++)
            sum += double.CreateChecked(line[i]) * (Math.Min(i + 1, to) - Math.Max(i, from));
        return sum / (to - from);
    }

    /// <summary>The 8 × 8 lowest coefficients of the two-dimensional DCT-II, rows of vertical frequency.</summary>
    private static double[] LowFrequencies(double[] cells)
    {
        var rows = new double[Side * Kept];
        for (var i = 0; i < rows.Length; i++)
        {
            var (y, u) = (i / Kept, i % Kept);
            for (var x = 0; x < Side; x++)
                rows[i] += Basis[(u * Side) + x] * cells[(y * Side) + x];
        }

        var kept = new double[Kept * Kept];
        for (var i = 0; i < kept.Length; i++)
        {
            var (v, u) = (i / Kept, i % Kept);
            for (var y = 0; y < Side; y++)
                kept[i] += Basis[(v * Side) + y] * rows[(y * Kept) + u];
            if (Math.Abs(kept[i]) < DeadZone)
                kept[i] = 0;
        }

        return kept;
    }

    private static double[] OrthonormalBasis()
    {
        var basis = new double[Kept * Side];
        for (var i = 0; i < basis.Length; i++)
        {
            var (u, x) = (i / Side, i % Side);
            basis[i] = Math.Sqrt((u == 0 ? 1.0 : 2.0) / Side) * Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * Side));
        }

        return basis;
    }
}
