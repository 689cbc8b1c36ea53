using System.Text.RegularExpressions;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Processing;

/// <summary>Says at start what is wrong with the table, in sentences that name the setting.</summary>
public sealed partial class VariantTableValidation(IImageEngine engine) : IValidateOptions<VariantTableOptions>
{
    private const int MostVariants = 32;
    private const int MostPixels = 16383;

    // Names of what is no configured variant.
    private static readonly string[] Reserved = ["original", Variants.Raster, Variants.Analysis];

    public ValidateOptionsResult Validate(string? name, VariantTableOptions options)
    {
        var faults = options.Variants.SelectMany((row, index) => Faults(row, $"Variants__{index}__"))
            .Concat(Repeats(options)).Concat(options.Presets.SelectMany(preset => Faults(preset.Key, preset.Value, options))).ToList();
        if (options.Variants.Count > MostVariants)
            faults.Add($"Variants has {options.Variants.Count} rows; {MostVariants} are allowed.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(VariantOptions row, string at)
    {
        if (row.Name is null || !NameRule().IsMatch(row.Name) || Reserved.Contains(row.Name))
        {
            yield return $"{at}Name is '{row.Name}': a name has 1 to 32 of a-z, 0-9, - and _, begins with a letter and is none of "
                + $"{string.Join(", ", Reserved)}.";
        }

        if (row.Width is < 0 or > MostPixels || row.Height is < 0 or > MostPixels)
            yield return $"{at}Width and {at}Height are {row.Width} and {row.Height}: each is 0 (any) to {MostPixels}.";
        if (row.Fit != FrameFit.Inside && (row.Width == 0 || row.Height == 0))
            yield return $"{at}Fit is {row.Fit.ToString().ToLowerInvariant()}, which needs {at}Width and {at}Height.";
        if (row.Quality is < 1 or > 100)
            yield return $"{at}Quality is {row.Quality}: it is 1 to 100.";
        var mostEffort = row.Format is VariantEncoding.Avif or VariantEncoding.Auto && engine.WritesAvif ? 9 : 6;
        if (row.Effort is { } effort && (effort < 0 || effort > mostEffort))
            yield return $"{at}Effort is {effort}: it is 0 to {mostEffort} for this format.";
        if (row.Background is { } background && background != Frame.Transparent && !ColorRule().IsMatch(background))
            yield return $"{at}Background is '{background}': it is #rrggbb or transparent.";
        if (row.Format == VariantEncoding.Avif && !engine.WritesAvif)
            yield return $"{at}Format is avif, but {engine.Name} has no encoder for it here: take webp, or auto.";
    }

    private static IEnumerable<string> Repeats(VariantTableOptions options) => options.Variants.GroupBy(row => row.Name)
        .Where(rows => rows.Count() > 1)
        .Select(rows => $"Variants has {rows.Count()} rows with the Name '{rows.Key}': each name stands once.");

    private static IEnumerable<string> Faults(string preset, IList<string> names, VariantTableOptions options)
    {
        var known = options.Variants.Count == 0 ? Variants.Names : options.Variants.Select(row => row.Name).OfType<string>().ToList();
        if (!NameRule().IsMatch(preset))
            yield return $"Presets__{preset} is no name for a preset: 1 to 32 of a-z, 0-9, - and _, beginning with a letter.";
        if (names.Count == 0)
            yield return $"Presets__{preset} names no variant.";
        foreach (var (name, index) in names.Select((name, index) => (name, index)).Where(one => !known.Contains(one.name)))
            yield return $"Presets__{preset}__{index} is '{name}': there is no such variant, only {string.Join(", ", known)}.";
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,31}\z")]
    private static partial Regex NameRule();

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColorRule();
}
