using System.Text.Json;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Reads members as tests say them: <c>image.Text("analysis.status")</c>. A member that is absent fails the test.</summary>
internal static class JsonReading
{
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            Assert.True(element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _), $"No {path} in {element}");
            element = element.GetProperty(name);
        }

        return element;
    }

    public static string Text(this JsonElement element, string path) => element.At(path).GetString()!;

    public static double Number(this JsonElement element, string path) => element.At(path).GetDouble();

    public static int Count(this JsonElement element, string path) => element.At(path).GetInt32();

    public static bool Flag(this JsonElement element, string path) => element.At(path).GetBoolean();

    public static DateTimeOffset Time(this JsonElement element, string path) => element.At(path).GetDateTimeOffset();

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string path) => [.. element.At(path).EnumerateArray()];

    public static IReadOnlyList<string> Texts(this JsonElement element, string path) =>
        [.. element.Items(path).Select(item => item.GetString()!)];

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    /// <summary>The names of all members, sorted.</summary>
    public static IReadOnlyList<string> Members(this JsonElement element) =>
        [.. element.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];

    /// <summary>The ids of a page in its order.</summary>
    public static IReadOnlyList<string> Ids(this JsonElement page) => [.. page.Items("images").Select(image => image.Text("imageId"))];
}
