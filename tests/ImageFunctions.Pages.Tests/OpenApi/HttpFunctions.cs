using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Pages.Tests.OpenApi;

/// <summary>The HTTP functions of the service, as their attributes describe them.</summary>
internal static class HttpFunctions
{
    /// <summary>All but the one that answers for addresses that do not exist.</summary>
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(Composition).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
               .FirstOrDefault(found => found is not null)
           where trigger is not null && trigger.Route?.StartsWith("{*", StringComparison.Ordinal) != true
           from verb in trigger.Methods!
           select new HttpFunction(type, verb.ToUpperInvariant(), "/" + (trigger.Route ?? function.Name).Replace(
               "{*", "{", StringComparison.Ordinal), trigger.AuthLevel),
    ];
}

internal sealed record HttpFunction(Type Type, string Method, string Path, AuthorizationLevel Level)
{
    public string Operation => $"{Method} {Path}";
}
