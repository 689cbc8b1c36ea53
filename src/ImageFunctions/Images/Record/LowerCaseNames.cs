using System.Text.Json;

namespace ImageFunctions.Images.Record;

/// <summary>Enum values in lower case: camel case would make "webP" of WebP.</summary>
internal sealed class LowerCaseNames : JsonNamingPolicy
{
    public static readonly LowerCaseNames Policy = new();

    public override string ConvertName(string name) => name.ToLowerInvariant();
}
