using ImageFunctions.Contracts;
using ImageFunctions.Images.Record;

namespace ImageFunctions.Images;

/// <summary>The variants that a browser may choose from.</summary>
internal static class SourceSets
{
    /// <returns>By format, such as jpeg; null when there is nothing to choose from.</returns>
    public static IReadOnlyDictionary<string, SourceSet>? Of(ImageHeader? header, IEnumerable<VariantView> variants)
    {
        if (header is null)
            return null;
        var sets = new Dictionary<string, SourceSet>();
        foreach (var variant in variants)
        {
            if (!IsWhole(variant, header))
                continue;
            var format = variant.ContentType["image/".Length..];
            if (!sets.TryGetValue(format, out var set))
                sets.Add(format, set = new SourceSet());
            set.Add(variant.Width, variant.Url);
        }

        return sets.Count == 0 ? null : sets;
    }

    // A crop, or a picture with a border, is another picture than the rest.
    private static bool IsWhole(VariantView variant, ImageHeader header) =>
        Math.Abs(variant.Height - ((double)variant.Width * header.Height / header.Width)) <= 1
        || Math.Abs(variant.Width - ((double)variant.Height * header.Width / header.Height)) <= 1;
}
