using System.Text.Json;

#nullable enable
namespace Azure.Data.Tables.Entities;

/// <summary>Rows from the JSON of an answer, into a dictionary or the properties of a class.</summary>
internal static class EntityJsonReader
{
    public static T ReadOne<T>(Response response)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(response.Content);
        return Read<T>(document.RootElement);
    }

    public static List<T> ReadMany<T>(Response response)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(response.Content);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(Read<T>)];
    }

    private static T Read<T>(JsonElement row)
        where T : class, ITableEntity
    {
        var values = Values(row);
        var entity = Activator.CreateInstance<T>();
        if (entity is IDictionary<string, object?> dictionary)
        {
            foreach (var (name, value) in values)
                dictionary[name] = value;
            return entity;
        }

        foreach (var member in EntityMembers.Of(typeof(T)).Where(member => member.Property.CanWrite))
        {
            var name = member.Name == SystemProperties.ETag ? SystemProperties.ODataETag : member.Name;
            if (values.TryGetValue(name, out var value) && MemberValue.TryConvert(value, member.Property.PropertyType, out var converted))
                member.Property.SetValue(entity, converted);
        }

        return entity;
    }

    private static Dictionary<string, object?> Values(JsonElement row)
    {
        var values = new Dictionary<string, object?>();
        foreach (var property in row.EnumerateObject())
        {
            var name = property.Name;
            if (name == SystemProperties.ODataMetadata || name.EndsWith(SystemProperties.TypeSuffix, StringComparison.Ordinal))
                continue;
            // The service does not annotate its own timestamp.
            var type = row.TryGetProperty(name + SystemProperties.TypeSuffix, out var annotation) ? annotation.GetString()
                : name == SystemProperties.Timestamp ? "Edm.DateTime"
                : null;
            values[name] = EdmValue.Read(property.Value, type);
        }

        return values;
    }
}
