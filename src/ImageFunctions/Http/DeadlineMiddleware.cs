using System.Globalization;
using ImageFunctions.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Http;

/// <summary>Gives every request an end: storage that hangs must not keep its caller waiting through all its tries.</summary>
public sealed class DeadlineMiddleware(IOptions<DeadlineOptions> options, TimeProvider time) : IFunctionsWorkerMiddleware
{
    private static readonly string[] FetchesFiles = ["/images/import", "/images/import/batch"];

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        using var late = new CancellationTokenSource(Allowed(http.Request), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.CancellationToken);
        try
        {
            await next(new CancelableContext(context, either.Token));
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException("The request took too long.", e);
        }
    }

    private TimeSpan Allowed(HttpRequest request)
    {
        // What a caller asks us to wait comes on top. A value that is none is refused later.
        var text = QueryValues.First(request, "wait");
        var wait = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
        return TimeSpan.FromSeconds(BringsFile(request)
            ? options.Value.UploadDeadlineSeconds : options.Value.DeadlineSeconds + Math.Min(wait, Images.GetImageStatus.MaxWaitSeconds));
    }

    private static bool BringsFile(HttpRequest request) => HeaderParameters.Value(request.ContentType) == "multipart/form-data"
        || FetchesFiles.Any(path => request.Path.Value?.EndsWith(path, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The same invocation with another token, which is what functions get for their parameter.</summary>
    private sealed class CancelableContext(FunctionContext inner, CancellationToken cancellationToken) : FunctionContext
    {
        public override string InvocationId => inner.InvocationId;
        public override string FunctionId => inner.FunctionId;
        public override TraceContext TraceContext => inner.TraceContext;
        public override BindingContext BindingContext => inner.BindingContext;
        public override RetryContext RetryContext => inner.RetryContext;
        public override IServiceProvider InstanceServices { get => inner.InstanceServices; set => inner.InstanceServices = value; }
        public override FunctionDefinition FunctionDefinition => inner.FunctionDefinition;
        public override IDictionary<object, object> Items { get => inner.Items; set => inner.Items = value; }
        public override IInvocationFeatures Features => inner.Features;
        public override CancellationToken CancellationToken => cancellationToken;
    }
}
