using NetVips;

namespace ImageFunctions.Pages.Tests.Site;

/// <summary>How different two pictures look to somebody who sees them from afar: letters and times may change, the page may not.</summary>
internal static class PictureDistance
{
    private const int Width = 90;

    // Unlike pages are 10 and more apart; fonts and times of another machine make 1 to 3.
    private const double Most = 4;

    /// <summary>The mean difference of colors (CIEDE2000) of two pictures that were made small.</summary>
    public static double Between(byte[] one, byte[] two)
    {
        using var first = Small(one);
        using var second = Small(two);
        // Edges of parts of a page do not always lie between pixels.
        if (Math.Abs(first.Height - second.Height) > 1)
            return 100;
        var height = Math.Min(first.Height, second.Height);
        using var upper = first.Crop(0, 0, Width, height);
        using var other = second.Crop(0, 0, Width, height);
        using var difference = upper.DE00(other);
        return difference.Avg();
    }

    public static void AssertAlike(string file, byte[] picture)
    {
        var distance = Between(File.ReadAllBytes(file), picture);
        if (distance <= Most)
            return;
        var seen = Path.Combine(Path.GetTempPath(), Path.GetFileName(file));
        File.WriteAllBytes(seen, picture);
        Assert.Fail($"{seen} looks unlike {file} (distance {distance:0.0}). If it should, run the test with UPDATE_SCREENSHOTS=1.");
    }

    private static Image Small(byte[] picture)
    {
        using var small = Image.ThumbnailBuffer(picture, Width, height: 10 * Width);
        using var plain = small.HasAlpha() ? small.Flatten() : small.Copy();
        return plain.Colourspace(Enums.Interpretation.Lab).CopyMemory();
    }
}
