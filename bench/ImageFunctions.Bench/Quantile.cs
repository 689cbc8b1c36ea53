namespace ImageFunctions.Bench;

/// <summary>Where in a sorted row of figures a share of them ends.</summary>
internal static class Quantile
{
    /// <summary>The smallest figure that at least <paramref name="share"/> of all do not exceed (nearest rank); NaN of none.</summary>
    public static double Of(IEnumerable<double> figures, double share)
    {
        var sorted = figures.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }

    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
