using System.Globalization;
using System.Text.Json;
using System.Xml;

#nullable enable
namespace Azure.Data.Tables.Entities;

/// <summary>Property values in the service's types (learn.microsoft.com, "Understanding the Table service data model").</summary>
internal static class EdmValue
{
    /// <summary>The annotation of a value, or null where the JSON alone says its type.</summary>
    public static string? TypeName(object? value) => value switch
    {
        long or ulong => "Edm.Int64",
        double => "Edm.Double",
        Guid => "Edm.Guid",
        DateTime or DateTimeOffset => "Edm.DateTime",
        byte[] or BinaryData => "Edm.Binary",
        _ => null,
    };

    /// <exception cref="NotSupportedException">The service has no type for the value.</exception>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case float number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case long or ulong: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            case Guid id: json.WriteStringValue(id); break;
            case Enum name: json.WriteStringValue(name.ToString()); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case BinaryData data: json.WriteBase64StringValue(data); break;
            case DateTimeOffset time: json.WriteStringValue(Time(time.UtcDateTime)); break;
            case DateTime { Kind: DateTimeKind.Utc } time: json.WriteStringValue(Time(time)); break;
            case DateTime time: throw new NotSupportedException($"DateTime {time} has a Kind of {time.Kind}. It has to be UTC.");
            case TimeSpan span: json.WriteStringValue(XmlConvert.ToString(span)); break;
            default: throw new NotSupportedException($"Not supported type {value.GetType()}");
        }
    }

    /// <summary>A value as its annotation says, or as its JSON does.</summary>
    public static object? Read(JsonElement value, string? typeName) => (value.ValueKind, typeName) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, "Edm.Double") => value.GetDouble(),
        (JsonValueKind.Number, _) => Number(value),
        (_, "Edm.Double") => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Int64") => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Guid") => value.GetGuid(),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        (_, "Edm.DateTime") => value.GetDateTimeOffset(),
        (JsonValueKind.String, null or "Edm.String") => value.GetString(),
        _ => throw new NotSupportedException("Not supported type " + typeName),
    };

    private static string Time(DateTime utc) => utc.ToString("O", CultureInfo.InvariantCulture);

    private static object Number(JsonElement value) =>
        value.TryGetInt32(out var small) ? small : value.TryGetInt64(out var large) ? (object)large : value.GetDouble();
}
