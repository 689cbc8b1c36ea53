using System.Buffers;
using System.Text.Json;

#nullable enable
namespace Azure.Data.Tables.Entities;

/// <summary>A row as JSON, each value followed by the name of its type where JSON has none for it.</summary>
internal static class EntityJsonWriter
{
    public static byte[] Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in Properties(entity))
            {
                json.WritePropertyName(name);
                EdmValue.Write(json, value);
                if (EdmValue.TypeName(value) is { } type)
                    json.WriteString(name + SystemProperties.TypeSuffix, type);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<(string Name, object? Value)> Properties(ITableEntity entity)
    {
        if (entity is IDictionary<string, object?> dictionary)
            return dictionary
                .Where(pair => pair.Key is not (SystemProperties.ODataETag or SystemProperties.Timestamp))
                .Select(pair => (pair.Key, Untyped(pair.Value)));

        return EntityMembers.Of(entity.GetType())
            .Where(member => member.Property.CanRead && member.Name is not (SystemProperties.ETag or SystemProperties.Timestamp))
            .Select(member => (member.Name, member.Property.GetValue(entity)));
    }

    private static object? Untyped(object? value) =>
        value is Enum ? throw new NotSupportedException("Enum values are only supported for custom model types implementing ITableEntity.") : value;
}
