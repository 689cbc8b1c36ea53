using ImageFunctions.Contracts;
using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>A problem instead of the host's empty 404.</summary>
public sealed class NotFoundFunction
{
    // The host tries routes in the order of function names: this name has to sort last.
    [Function("ZNotFound")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request) =>
        ProblemResponses.From(
            new ProblemException(ProblemCodes.RouteNotFound, "There is nothing at this address for this method."), request.HttpContext);
}
