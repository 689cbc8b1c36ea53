using System.Globalization;
using System.Xml;

#nullable enable
namespace Azure.Data.Tables.Entities;

/// <summary>Stored values in the type of the property that takes them.</summary>
internal static class MemberValue
{
    /// <summary>False leaves the property as it is: an enum name that is not known any more.</summary>
    /// <exception cref="InvalidCastException">The stored type does not fit the property.</exception>
    public static bool TryConvert(object? stored, Type propertyType, out object? value)
    {
        var target = Nullable.GetUnderlyingType(propertyType) ?? propertyType;
        if (stored is null)
        {
            value = propertyType.IsValueType ? Activator.CreateInstance(propertyType) : null;
            return true;
        }

        if (target.IsEnum)
        {
            value = Enum.IsDefined(target, stored) ? Enum.Parse(target, (string)stored) : null;
            return value is not null;
        }

        value = Convert(stored, target);
        return true;
    }

    private static object Convert(object stored, Type target) => stored switch
    {
        _ when target.IsInstanceOfType(stored) => stored,
        string tag when target == typeof(ETag) => new ETag(tag),
        string span when target == typeof(TimeSpan) => XmlConvert.ToTimeSpan(span),
        byte[] bytes when target == typeof(BinaryData) => new BinaryData(bytes),
        DateTimeOffset time when target == typeof(DateTime) => time.UtcDateTime,
        int or long when target == typeof(double) => System.Convert.ToDouble(stored, CultureInfo.InvariantCulture),
        long number when target == typeof(ulong) => checked((ulong)number),
        _ => throw new InvalidCastException($"A stored {stored.GetType()} does not fit a property of type {target}."),
    };
}
