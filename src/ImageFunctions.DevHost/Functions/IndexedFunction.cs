using System.Reflection;
using ImageFunctions.DevHost.Invocations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ImageFunctions.DevHost.Functions;

/// <summary>A method with [Function], checked and ready to be called.</summary>
internal sealed class IndexedFunction
{
    private readonly FunctionCall _call;

    /// <exception cref="InvalidOperationException">The host could not run the method; the message says why.</exception>
    public IndexedFunction(string name, MethodInfo method)
    {
        Name = name;
        var parameter = SingleTrigger(name, method);
        TriggerParameter = parameter;
        Trigger = parameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        Definition = new MethodDefinition(name, method, parameter.Name!, Trigger);
        _call = new FunctionCall(name, method, parameter);
    }

    public string Name { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public FunctionDefinition Definition { get; }

    /// <summary>Makes the function's class, binds the parameters, runs the method and returns what it returned.</summary>
    public ValueTask<object?> CallAsync(Invocation invocation) => _call.InvokeAsync(invocation);

    private static ParameterInfo SingleTrigger(string name, MethodInfo method)
    {
        var triggers = method.GetParameters().Where(p => p.IsDefined(typeof(TriggerBindingAttribute))).ToList();
        return triggers.Count == 1
            ? triggers[0]
            : throw new InvalidOperationException($"Function '{name}' has {triggers.Count} triggers; it needs one.");
    }
}
