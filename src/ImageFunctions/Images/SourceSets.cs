using System.Globalization;
using System.Runtime.CompilerServices;
using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>Attribute values that let a browser choose among the sizes of one format.</summary>
internal static class SourceSets
{
    /// <returns>By format, such as jpeg; null when there is nothing to choose from.</returns>
    public static IReadOnlyDictionary<string, string>? Of(ImageHeader? header, IEnumerable<VariantView> variants)
    {
        if (header is null)
            return null;
        var sets = variants.Where(variant => IsWhole(variant, header)).GroupBy(variant => variant.ContentType.Split('/')[1])
            .ToDictionary(format => format.Key, format =>
                Join(format.DistinctBy(variant => variant.Width).OrderBy(variant => variant.Width)));
        return sets.Count == 0 ? null : sets;
    }

    // Links are long: no text is made but the one that is answered.
    private static string Join(IEnumerable<VariantView> variants)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture);
        var separator = "";
        foreach (var variant in variants)
        {
            text.AppendLiteral(separator);
            text.AppendLiteral(variant.Url);
            text.AppendLiteral(" ");
            text.AppendFormatted(variant.Width);
            text.AppendLiteral("w");
            separator = ", ";
        }

        return text.ToStringAndClear();
    }

    // A crop, or a picture with a border, is another picture than the rest.
    private static bool IsWhole(VariantView variant, ImageHeader header) =>
        Math.Abs(variant.Height - ((double)variant.Width * header.Height / header.Width)) <= 1
        || Math.Abs(variant.Width - ((double)variant.Height * header.Width / header.Height)) <= 1;
}
