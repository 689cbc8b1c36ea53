using System.Text.Json;
using ImageFunctions.LocalHost.Protocol;

namespace ImageFunctions.LocalHost.Worker;

/// <summary>A function as the worker described it.</summary>
/// <param name="Trigger">Its trigger binding.</param>
internal sealed record AppFunction(RpcFunctionMetadata Metadata, JsonElement Trigger)
{
    public const string Http = "httpTrigger";
    public const string Queue = "queueTrigger";
    public const string Timer = "timerTrigger";

    public string Name => Metadata.Name;

    /// <summary>The kind of trigger.</summary>
    public string Type => Text("type")!;

    public static AppFunction From(RpcFunctionMetadata metadata) => new(metadata, metadata.RawBindings
        .Select(binding => JsonDocument.Parse(binding).RootElement)
        .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal)));

    /// <summary>A property of the trigger binding, or null.</summary>
    public string? Text(string property) => Trigger.TryGetProperty(property, out var value) ? value.GetString() : null;

    /// <summary>An invocation of it whose trigger has a value.</summary>
    public InvocationRequest Invocation(TypedData value, string? traceParent = null, string? traceState = null) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = Metadata.FunctionId,
        InputData = { new ParameterBinding { Name = Text("name"), Data = value } },
        // The worker takes for granted that there is one.
        TraceContext = new RpcTraceContext { TraceParent = traceParent ?? "", TraceState = traceState ?? "" },
    };
}
