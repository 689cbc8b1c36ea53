using System.Text.Json;

namespace Azure.AI.ContentSafety;

public class AnalyzeImageResult
{
    internal AnalyzeImageResult()
    {
    }

    public IReadOnlyList<ImageCategoriesAnalysis> CategoriesAnalysis { get; private init; }

    // Members that are absent become the default, as in the real package; other types are an error.
    internal static AnalyzeImageResult Parse(JsonElement json) => new()
    {
        CategoriesAnalysis = json.TryGetProperty("categoriesAnalysis", out var categories)
            ? categories.EnumerateArray().Select(ImageCategoriesAnalysis.Parse).ToList()
            : null,
    };
}

public class ImageCategoriesAnalysis
{
    internal ImageCategoriesAnalysis()
    {
    }

    public ImageCategory Category { get; private init; }

    /// <summary>0, 2, 4 or 6.</summary>
    public int? Severity { get; private init; }

    internal static ImageCategoriesAnalysis Parse(JsonElement json) => new()
    {
        Category = json.TryGetProperty("category", out var category) ? new ImageCategory(category.GetString()) : default,
        Severity = json.TryGetProperty("severity", out var severity) && severity.ValueKind != JsonValueKind.Null
            ? severity.GetInt32()
            : null,
    };
}
