using ImageFunctions.FakeAnalysis.Wire;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ImageFunctions.FakeAnalysis;

/// <summary>
/// What the fake services see: the colors of the image as labels, what stands out from its corners as an object, and
/// violence where nearly all of it is pure red. The same image is always seen alike.
/// </summary>
public static class SeenByColor
{
    /// <summary>What answers name as their model.</summary>
    public const string Model = "fake-by-color";

    private const int Side = 64;
    private const double LeastShare = 0.05;
    private const double BlockedShare = 0.9;

    /// <summary>What is seen; nothing in what is no image.</summary>
    public static WireFindings In(ReadOnlySpan<byte> file)
    {
        try
        {
            using var image = Image.Load<Rgb24>(file);
            image.Mutate(context => context.Resize(Side, Side));
            return Findings(image);
        }
        catch (Exception e) when (e is UnknownImageFormatException or InvalidImageContentException)
        {
            return Empty;
        }
    }

    private static WireFindings Empty => new()
    {
        Tags = [],
        Objects = [],
        People = [],
        Lines = [],
        Caption = "nothing",
        Severities = Severities(0),
        ModelVersion = Model,
    };

    private static WireFindings Findings(Image<Rgb24> image)
    {
        var names = new string[Side * Side];
        var red = 0;
        for (var at = 0; at < names.Length; at++)
        {
            var pixel = image[at % Side, at / Side];
            names[at] = NameOf(pixel);
            red += pixel is { R: > 200, G: < 60, B: < 60 } ? 1 : 0;
        }

        var shares = names.CountBy(name => name).Select(count => (Name: count.Key, Share: (double)count.Value / names.Length))
            .Where(color => color.Share >= LeastShare).OrderByDescending(color => color.Share)
            .ThenBy(color => color.Name, StringComparer.Ordinal)
            .ToList();
        return Empty with
        {
            Tags = [.. shares.Select(color => new WireTag(color.Name, (float)(0.6 + 0.39 * color.Share)))],
            Objects = StandingOut(names) is { } box ? [new("shape", 0.9f, box)] : [],
            Caption = $"a picture in {string.Join(" and ", shares.Take(2).Select(color => color.Name))}",
            Severities = Severities((double)red / names.Length >= BlockedShare ? 6 : 0),
        };
    }

    private static Dictionary<string, int> Severities(int violence) =>
        new() { ["Hate"] = 0, ["SelfHarm"] = 0, ["Sexual"] = 0, ["Violence"] = violence };

    private static string NameOf(Rgb24 pixel)
    {
        var (red, green, blue) = (pixel.R / 255.0, pixel.G / 255.0, pixel.B / 255.0);
        var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
        if (most < 0.15)
            return "black";
        if (most - least < 0.12)
            return least > 0.85 ? "white" : "gray";
        var sextant = most == red ? (green - blue) / (most - least)
            : most == green ? 2 + (blue - red) / (most - least)
            : 4 + (red - green) / (most - least);
        return ((sextant + 6) % 6 * 60) switch
        {
            < 15 or >= 345 => "red",
            < 45 => "orange",
            < 70 => "yellow",
            < 165 => "green",
            < 255 => "blue",
            < 290 => "purple",
            _ => "pink",
        };
    }

    /// <summary>What has none of the four corners' colors, if it is neither little nor nearly all.</summary>
    private static WireBox? StandingOut(string[] names)
    {
        string[] corners = [names[0], names[Side - 1], names[^Side], names[^1]];
        var places = Enumerable.Range(0, names.Length).Where(at => !corners.Contains(names[at])).Select(at => (X: at % Side, Y: at / Side))
            .ToList();
        if (places.Count < LeastShare * names.Length / 2)
            return null;
        var (left, top) = (places.Min(place => place.X), places.Min(place => place.Y));
        var (right, bottom) = (places.Max(place => place.X) + 1, places.Max(place => place.Y) + 1);
        return new(left / (double)Side, top / (double)Side, (right - left) / (double)Side, (bottom - top) / (double)Side);
    }
}
