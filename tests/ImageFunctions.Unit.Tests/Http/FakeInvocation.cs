using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Unit.Tests.Http;

/// <summary>An invocation by HTTP, as middleware sees one.</summary>
internal sealed class FakeInvocation : FunctionContext
{
    public FakeInvocation(HttpContext http, string traceParent = "", CancellationToken cancellationToken = default)
    {
        Items = new Dictionary<object, object> { ["HttpRequestContext"] = http };
        CancellationToken = cancellationToken;
        TraceContext = new Trace(traceParent);
        Assert.Same(http, this.GetHttpContext());
    }

    public override string InvocationId => "1";
    public override string FunctionId => "1";
    public override TraceContext TraceContext { get; }
    public override BindingContext BindingContext => throw new NotSupportedException();
    public override RetryContext RetryContext => throw new NotSupportedException();
    public override IServiceProvider InstanceServices { get; set; } = null!;
    public override FunctionDefinition FunctionDefinition { get; } = new Definition();
    public override IDictionary<object, object> Items { get; set; }
    public override IInvocationFeatures Features => throw new NotSupportedException();
    public override CancellationToken CancellationToken { get; }

    private sealed class Trace(string parent) : TraceContext
    {
        public override string TraceParent => parent;
        public override string TraceState => "";
    }

    private sealed class Definition : FunctionDefinition
    {
        public override System.Collections.Immutable.ImmutableArray<FunctionParameter> Parameters => [];
        public override string PathToAssembly => "";
        public override string EntryPoint => "";
        public override string Id => "1";
        public override string Name => "GetImage";
        public override System.Collections.Immutable.IImmutableDictionary<string, BindingMetadata> InputBindings =>
            throw new NotSupportedException();
        public override System.Collections.Immutable.IImmutableDictionary<string, BindingMetadata> OutputBindings =>
            throw new NotSupportedException();
    }
}
