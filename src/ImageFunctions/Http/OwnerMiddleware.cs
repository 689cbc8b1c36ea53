using ImageFunctions.Contracts;
using ImageFunctions.Images;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Http;

/// <summary>Where owners are required, refuses every request about images that acts for nobody.</summary>
public sealed class OwnerMiddleware(IOptions<OwnerOptions> options) : IFunctionsWorkerMiddleware
{
    private static readonly string[] Nouns = ["images", "upload", "users", "tags", "labels"];

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (options.Value.Required && context.GetHttpContext() is { } http
            && http.Request.Path.StartsWithSegments(RoutePrefix.Path, out var route)
            && Nouns.Any(noun => route.StartsWithSegments($"/{noun}", StringComparison.OrdinalIgnoreCase))
            && Caller.Of(http.Request) is null)
            throw new ProblemException(ProblemCodes.OwnerRequired, "The request must name the user that it acts for.");
        return next(context);
    }
}
