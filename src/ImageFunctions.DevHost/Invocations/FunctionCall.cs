using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.DevHost.Invocations;

/// <summary>Calls one function's method; everything that reflection can find out is found out once.</summary>
internal sealed class FunctionCall
{
    private readonly ObjectFactory? _newInstance;
    private readonly Func<Invocation, object?>[] _arguments;
    private readonly MethodInvoker _method;
    private readonly Func<object?, ValueTask<object?>> _awaitResult;

    /// <exception cref="InvalidOperationException">A parameter or the return type cannot be bound.</exception>
    public FunctionCall(string name, MethodInfo method, ParameterInfo trigger)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw new InvalidOperationException($"Function '{name}' is async void: the host could not wait for it.");

        _newInstance = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        _arguments = [.. method.GetParameters().Select(parameter => ParameterBinding.For(name, parameter, trigger))];
        _method = MethodInvoker.Create(method);
        _awaitResult = FunctionResult.Awaiter(name, method.ReturnType);
    }

    public async ValueTask<object?> InvokeAsync(Invocation invocation)
    {
        var instance = _newInstance?.Invoke(invocation.InstanceServices, null);
        var arguments = Array.ConvertAll(_arguments, bind => bind(invocation));
        return await _awaitResult(_method.Invoke(instance, arguments.AsSpan()));
    }
}
