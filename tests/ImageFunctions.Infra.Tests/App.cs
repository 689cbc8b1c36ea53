using System.Collections;
using System.Reflection;
using ImageFunctions.Storage;

namespace ImageFunctions.Infra.Tests;

/// <summary>What the built app says about itself: its options, its constants, its triggers.</summary>
internal static class App
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Assembly = typeof(StorageNames).Assembly;

    /// <summary>
    /// Settings that the options read, as <c>Section__Property</c>. An options class is one with a constant <c>Section</c>; a new
    /// one is found by itself.
    /// </summary>
    public static IReadOnlySet<string> Settings { get; } = Assembly.GetTypes()
        .Select(type => (Type: type, Section: type.GetField("Section")?.GetRawConstantValue() as string))
        .Where(found => found.Section is not null)
        .SelectMany(found => Paths(found.Type, found.Section!))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Name and value of every string constant of a class.</summary>
    public static IReadOnlyDictionary<string, string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral && field.FieldType == typeof(string))
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    /// <summary>Triggers of one kind, of all functions.</summary>
    public static IReadOnlyList<T> Triggers<T>()
        where T : Attribute =>
        [.. Methods.SelectMany(method => method.GetParameters()).SelectMany(parameter => parameter.GetCustomAttributes<T>())];

    /// <summary>Attributes of one kind on all methods.</summary>
    public static IReadOnlyList<T> Attributes<T>()
        where T : Attribute =>
        [.. Methods.SelectMany(method => method.GetCustomAttributes<T>())];

    private static IEnumerable<MethodInfo> Methods => Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(All));

    private static IEnumerable<string> Paths(Type type, string start) =>
        type.GetProperties().Where(property => property.CanWrite).SelectMany(property => property.PropertyType switch
        {
            var one when IsNested(one) => Paths(one, $"{start}__{property.Name}"),
            { GenericTypeArguments: [var item] } when IsNested(item) => Paths(item, $"{start}__{property.Name}__0"),
            _ => [$"{start}__{property.Name}"],
        });

    private static bool IsNested(Type type) => type.Assembly == Assembly && type.IsClass && !type.IsAssignableTo(typeof(IEnumerable));
}
