using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Functions;

/// <summary>Finds the functions among an app's types by the worker's rules.</summary>
internal static class FunctionIndex
{
    /// <summary>
    /// The public methods with [Function], in the host's order: by name without case, which decides between routes.
    /// A method that is not public is no function, as in the worker's own index.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two functions share a name, or the worker could not load one.</exception>
    public static IReadOnlyList<IndexedFunction> Find(IEnumerable<Type> types)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var found = types
            .SelectMany(type => type.GetMethods(Public))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(candidate => candidate.Attribute is not null)
            .Select(candidate => Index(candidate.Attribute!.Name, candidate.Method))
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var twice = found.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? found
            : throw new InvalidOperationException($"{twice.Count()} functions are named '{twice.Key}'.");
    }

    private static IndexedFunction Index(string name, MethodInfo method) => method.DeclaringType!.IsNested
        ? throw new InvalidOperationException($"Function '{name}' is in the nested class {method.DeclaringType}, which the worker cannot load.")
        : new IndexedFunction(name, method);
}
