using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ImageFunctions.DevHost.Functions;

/// <summary>What the worker tells middleware and function about a function.</summary>
internal sealed class MethodDefinition(string name, MethodInfo method, string triggerName, TriggerBindingAttribute trigger)
    : FunctionDefinition
{
    public override string Name => name;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string PathToAssembly { get; } = method.DeclaringType!.Assembly.Location;

    public override string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. method.GetParameters().Select(p => new FunctionParameter(
            p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null)),
    ];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        ImmutableDictionary<string, BindingMetadata>.Empty.Add(
            triggerName, new MethodBinding(triggerName, TypeName(trigger), BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        trigger is HttpTriggerAttribute && method.ReturnType != typeof(void)
            ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new MethodBinding("$return", "http", BindingDirection.Out))
            : ImmutableDictionary<string, BindingMetadata>.Empty;

    // The host's name of a trigger is its attribute's name in camel case: httpTrigger, queueTrigger, timerTrigger.
    private static string TypeName(TriggerBindingAttribute trigger)
    {
        var type = trigger.GetType().Name[..^"Attribute".Length];
        return char.ToLowerInvariant(type[0]) + type[1..];
    }

    private sealed class MethodBinding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
