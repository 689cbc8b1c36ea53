using System.Globalization;
using System.Text.RegularExpressions;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using Microsoft.Net.Http.Headers;

namespace ImageFunctions.Delivery;

/// <summary>What the options of a link ask for, such as <c>w_640,h_480,fit_cover,g_smart,f_auto,q_75</c>.</summary>
/// <param name="Width">Pixels; 0 for any.</param>
/// <param name="Height">Pixels; 0 for any.</param>
/// <param name="Quality">Null for the format's own.</param>
public sealed partial record RequestedPicture(
    int Width, int Height, FrameFit Fit, Gravity Gravity, VariantEncoding Format, int? Quality, string? Background)
{
    private const string Name = "on-demand";

    /// <exception cref="ProblemException">It is none, or beyond the limits.</exception>
    public static RequestedPicture Parse(string text, DeliveryOptions limits)
    {
        var values = Values(text);
        var (width, height) = (Side(values, "w", limits), Side(values, "h", limits));
        var fit = Word<FrameFit>(values, "fit");
        if (width == 0 && height == 0)
            throw Invalid("w_ or h_ is needed: pixels.");
        if (fit != FrameFit.Inside && (width == 0 || height == 0))
            throw Invalid($"fit_{fit.ToString().ToLowerInvariant()} needs w_ and h_.");
        return new RequestedPicture(
            width, height, fit, Word<Gravity>(values, "g"), Word(values, "f", VariantEncoding.Auto), Number(values, "q", 100),
            Color(values));
    }

    /// <summary>The format for a caller.</summary>
    /// <param name="accept">Its Accept header.</param>
    public VariantFormat Choose(string accept, bool writesAvif) => Format switch
    {
        VariantEncoding.Jpeg => VariantFormat.Jpeg,
        VariantEncoding.WebP => VariantFormat.WebP,
        VariantEncoding.Avif when !writesAvif => throw Invalid("f_avif cannot be made here; take f_auto."),
        VariantEncoding.Avif => VariantFormat.Avif,
        _ when writesAvif && Accepts(accept, "image/avif") => VariantFormat.Avif,
        _ when Accepts(accept, "image/webp") => VariantFormat.WebP,
        _ => VariantFormat.Jpeg,
    };

    public VariantSpec Spec(VariantFormat format) =>
        new(Name, 0, format, Quality ?? Variants.QualityOf(format), Variants.EffortOf(format), Flatten: format == VariantFormat.Jpeg)
        {
            Frame = new Frame(Width, Height, Fit, Gravity, Background),
        };

    // A type with q=0 is refused, however unlikely; */* says nothing of what a browser can show.
    private static bool Accepts(string accept, string type) =>
        MediaTypeHeaderValue.TryParseList([accept], out var types)
        && types.Any(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);

    private static Dictionary<string, string> Values(string text)
    {
        var values = new Dictionary<string, string>();
        foreach (var option in text.Length <= 200 ? text.Split(',') : throw Invalid("They are too long."))
        {
            var (name, value) = option.Split('_', 2) is [var before, var after] ? (before, after) : ("", "");
            if (name is not ("w" or "h" or "fit" or "g" or "f" or "q" or "bg") || !values.TryAdd(name, value))
                throw Invalid("Each is one of w_, h_, fit_, g_, f_, q_ and bg_, once, with commas between.");
        }

        return values;
    }

    private static int Side(Dictionary<string, string> values, string name, DeliveryOptions limits)
    {
        if (Number(values, name, limits.MaxSide) is not { } side)
            return 0;
        if (limits.Sides.Count == 0 || limits.Sides.Contains(side))
            return side;
        var nearest = limits.Sides.MinBy(known => Math.Abs(known - side));
        throw Invalid($"{name}_{side} is not offered: the nearest is {name}_{nearest}.");
    }

    private static int? Number(Dictionary<string, string> values, string name, int most)
    {
        if (!values.TryGetValue(name, out var text))
            return null;
        return Digits().IsMatch(text) && int.Parse(text, CultureInfo.InvariantCulture) is var number && number <= most ? number
            : throw Invalid($"{name}_ takes 1 to {most}.");
    }

    private static T Word<T>(Dictionary<string, string> values, string name, T fallback = default)
        where T : struct, Enum
    {
        if (!values.TryGetValue(name, out var text))
            return fallback;
        var words = Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant());
        return words.TryGetValue(text, out var known) ? known : throw Invalid($"{name}_ takes one of {string.Join(", ", words.Keys)}.");
    }

    private static string? Color(Dictionary<string, string> values) => values.GetValueOrDefault("bg") switch
    {
        null => null,
        Frame.Transparent => Frame.Transparent,
        var color when ColorRule().IsMatch(color) => $"#{color}",
        _ => throw Invalid("bg_ takes rrggbb or transparent."),
    };

    private static ProblemException Invalid(string message) => ProblemException.Invalid("options", message);

    [GeneratedRegex(@"^[1-9][0-9]{0,4}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[0-9a-f]{6}\z")]
    private static partial Regex ColorRule();
}
