using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.DevHost.Invocations;

/// <summary>Waits for whatever kind of result a function's method declares.</summary>
internal static class FunctionResult
{
    /// <summary>A function that awaits a returned value of type <paramref name="declared"/> and gives its result or null.</summary>
    /// <exception cref="InvalidOperationException">The type holds a response that only the real worker can send.</exception>
    public static Func<object?, ValueTask<object?>> Awaiter(string function, Type declared)
    {
        if (declared == typeof(Task))
            return static async task => { await (Task)task!; return null; };
        if (declared == typeof(ValueTask))
            return static async task => { await (ValueTask)task!; return null; };
        var generic = declared.IsGenericType ? declared.GetGenericTypeDefinition() : null;
        var isTask = generic == typeof(Task<>) || generic == typeof(ValueTask<>);
        RequireKnownResponse(function, isTask ? declared.GenericTypeArguments[0] : declared);
        return isTask
            ? Generic(generic == typeof(Task<>) ? nameof(OfTask) : nameof(OfValueTask), declared.GenericTypeArguments[0])
            : static value => ValueTask.FromResult(value);
    }

    private static void RequireKnownResponse(string function, Type type)
    {
        if (type.Name is "IActionResult" or "ActionResult" or "HttpResponseData")
            throw new InvalidOperationException($"Function '{function}' returns {type.Name}; the DevHost sends {nameof(IResult)} only.");
    }

    private static Func<object?, ValueTask<object?>> Generic(string method, Type result) =>
        typeof(FunctionResult).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result)
            .CreateDelegate<Func<object?, ValueTask<object?>>>();

    private static async ValueTask<object?> OfTask<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> OfValueTask<T>(object? task) => await (ValueTask<T>)task!;
}
