using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>What the analyzers found.</summary>
public sealed class AnalysisFunctions(GetAnalysis get)
{
    /// <summary>All that is stored of it, the services' own words too.</summary>
    [Function(nameof(GetAnalysis))]
    public async Task<IResult> GetAnalysis(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/analysis")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        new JsonResponse(await get.RunAsync(id, Caller.Of(request), cancellationToken));
}
