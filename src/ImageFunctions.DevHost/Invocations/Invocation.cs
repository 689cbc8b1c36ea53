using System.Diagnostics;
using ImageFunctions.DevHost.Functions;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Invocations;

/// <summary>One execution of a function, made by the DevHost in the place of the worker.</summary>
/// <param name="function">The function to run.</param>
/// <param name="services">The execution's own scope.</param>
/// <param name="triggerInput">The HttpRequest, QueueMessage or TimerInfo.</param>
/// <param name="bindingData">The trigger's metadata, by names compared without case.</param>
/// <param name="cancellationToken">Fires when the caller has gone or the host's patience ends.</param>
internal sealed class Invocation(
    IndexedFunction function,
    IServiceProvider services,
    object triggerInput,
    IReadOnlyDictionary<string, object?> bindingData,
    CancellationToken cancellationToken) : FunctionContext
{
    public IndexedFunction Function => function;

    public object? TriggerInput => triggerInput;

    /// <summary>What the function returned; null until it has, or when it returns nothing.</summary>
    public object? Result { get; set; }

    /// <summary>The activity that the execution runs in.</summary>
    public Activity? Activity { get; set; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override BindingContext BindingContext { get; } = new Bindings(bindingData);

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override TraceContext TraceContext => new ActivityTrace(Activity);

    public override CancellationToken CancellationToken => cancellationToken;

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    // Retry policies are not supported for these triggers; a queue message's count is in its binding data.
    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class ActivityTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }
}
