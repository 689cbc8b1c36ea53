using ImageFunctions.DevHost.Functions;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Http;

/// <summary>The level of an HTTP function as the host sees it.</summary>
internal static class TriggerLevel
{
    /// <summary>
    /// The level that the attribute was given. Where it was given none, <c>[HttpTrigger("get")]</c>, the attribute says
    /// Anonymous but the worker's metadata leaves the level out, and the host takes Function.
    /// </summary>
    public static AuthorizationLevel Of(IndexedFunction function)
    {
        var attribute = function.TriggerParameter.GetCustomAttributesData().Single(data => data.AttributeType == typeof(HttpTriggerAttribute));
        return attribute.ConstructorArguments is [{ Value: int level }, ..]
            ? (AuthorizationLevel)level
            : AuthorizationLevel.Function;
    }
}
