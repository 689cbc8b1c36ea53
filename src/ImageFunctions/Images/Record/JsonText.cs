using System.Text.Json;

namespace ImageFunctions.Images.Record;

/// <summary>
/// Reads strings of JSON that others wrote. JSON can hold half a surrogate pair and bytes that are no UTF-8; a string cannot.
/// </summary>
public static class JsonText
{
    /// <returns>Null for what is no string, or no text.</returns>
    public static string? Of(JsonElement element) => element.ValueKind == JsonValueKind.String ? Read(element.GetString) : null;

    /// <returns>Null for what is no text.</returns>
    public static string? NameOf(JsonProperty member) => Read(() => member.Name);

    private static string? Read(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
