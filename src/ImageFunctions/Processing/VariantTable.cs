using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>The variants that are configured, and which of them an image gets.</summary>
public sealed class VariantTable(IOptions<VariantTableOptions> options, IOptions<ImagingOptions> imaging, IImageEngine engine)
{
    // What was made before variants knew how they were made was made by these.
    private static readonly Dictionary<string, string> Earlier =
        Variants.Of(new ImagingOptions()).ToDictionary(variant => variant.Name, variant => variant.Spec.Fingerprint);

    /// <summary>In the order in which they are made.</summary>
    public IReadOnlyList<Variant> All { get; } = options.Value.Variants.Count == 0
        ? Variants.Of(imaging.Value)
        : [.. options.Value.Variants.Select(row => Row(row, imaging.Value, engine.WritesAvif))
            .OrderByDescending(variant => variant.IsThumbnail)];

    /// <summary>What is made of an image; all where its preset is no longer configured.</summary>
    public IReadOnlyList<Variant> For(ImageRecord image) =>
        image.Preset is { } preset && options.Value.Presets.TryGetValue(preset, out var names)
            ? [.. All.Where(variant => names.Contains(variant.Name))]
            : All;

    /// <returns>The preset, or null when none was named.</returns>
    /// <exception cref="ProblemException">There is none of this name.</exception>
    public string? Preset(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        var presets = options.Value.Presets.Keys;
        return presets.Contains(name) ? name
            : throw ProblemException.Invalid("preset", presets.Count == 0
                ? "preset names nothing: no presets are configured."
                : $"preset must be one of {string.Join(", ", presets.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Whether a stored variant is what a spec would make.</summary>
    public static bool IsCurrent(StoredVariant stored, VariantSpec spec) =>
        (stored.Fingerprint ?? Earlier.GetValueOrDefault(stored.Name)) == spec.Fingerprint;

    private static Variant Row(VariantOptions row, ImagingOptions imaging, bool writesAvif)
    {
        var format = row.Format switch
        {
            VariantEncoding.Jpeg => VariantFormat.Jpeg,
            VariantEncoding.WebP => VariantFormat.WebP,
            VariantEncoding.Avif => VariantFormat.Avif,
            _ => writesAvif ? VariantFormat.Avif : VariantFormat.WebP,
        };
        // A square that is fitted into is what the table of old says, so that nothing is made anew for being said otherwise.
        var isSquare = row.Fit == FrameFit.Inside && row.Width == row.Height && row.Background is null;
        var longest = Math.Max(row.Width, row.Height);
        // A WebP at full size costs most, whoever asks for it.
        var (effort, largeEffort) = row.Effort is null && format == VariantFormat.WebP && longest == 0
            ? imaging.Effort : (row.Effort ?? Variants.EffortOf(format), null);
        var spec = new VariantSpec(
            row.Name!, isSquare ? row.Width : 0, format, row.Quality ?? Variants.QualityOf(format), effort,
            Animate: format == VariantFormat.WebP && (row.Animate ?? longest == 0), LargeEffort: largeEffort)
        {
            Frame = isSquare ? null : new Frame(row.Width, row.Height, row.Fit, row.Gravity, row.Background),
        };
        return new Variant(spec, IsThumbnail: longest is > 0 and <= Variants.LargestThumbnail);
    }
}
