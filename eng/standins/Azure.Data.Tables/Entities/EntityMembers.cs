using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

#nullable enable
namespace Azure.Data.Tables.Entities;

/// <summary>A property of an entity class and its name in the table.</summary>
internal sealed record EntityMember(string Name, PropertyInfo Property);

/// <summary>
/// The properties of an entity class: its public ones, without those marked <see cref="IgnoreDataMemberAttribute"/>,
/// under the name of their <see cref="DataMemberAttribute"/> if they have one; of <see cref="ITableEntity"/> also those
/// it implements explicitly.
/// </summary>
internal static class EntityMembers
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<EntityMember>> Cache = new();

    public static IReadOnlyList<EntityMember> Of(Type type) => Cache.GetOrAdd(type, Find);

    private static List<EntityMember> Find(Type type)
    {
        var own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToList();
        var inherited = typeof(ITableEntity).GetProperties().Where(property => own.TrueForAll(mine => mine.Name != property.Name));
        return [.. own
            .Where(property => !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
            .Concat(inherited)
            .Select(property => new EntityMember(property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name, property))];
    }
}
