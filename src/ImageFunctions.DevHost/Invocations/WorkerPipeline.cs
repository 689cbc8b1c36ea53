using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ImageFunctions.DevHost.Invocations;

/// <summary>Collects the app's worker middleware in the order it is added, the first outermost.</summary>
internal sealed class WorkerPipeline(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];

    public IServiceCollection Services => services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _steps.Add(middleware);
        return this;
    }

    /// <summary>The middleware around a call of the invocation's own function.</summary>
    public FunctionExecutionDelegate Build() =>
        Enumerable.Reverse(_steps).Aggregate((FunctionExecutionDelegate)CallFunctionAsync, (next, step) => step(next));

    private static async Task CallFunctionAsync(FunctionContext context)
    {
        var invocation = (Invocation)context;
        invocation.Result = await invocation.Function.CallAsync(invocation);
    }
}
