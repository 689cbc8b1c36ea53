using System.Text.Json;

namespace Azure.AI.Vision.ImageAnalysis;

/// <summary>Members that a service leaves out become the default, as in the real package; other types are an error.</summary>
internal static class WireJson
{
    public static T Get<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? read(value) : default;

    public static string Text(this JsonElement element, string name) => element.Get(name, value => value.GetString());

    public static int Integer(this JsonElement element, string name) => element.Get(name, value => value.GetInt32());

    public static float Number(this JsonElement element, string name) => element.Get(name, value => value.GetSingle());

    public static IReadOnlyList<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) =>
        element.Get(name, value => value.EnumerateArray().Select(read).ToList());
}
