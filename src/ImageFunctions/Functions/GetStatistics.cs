using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET manage/stats.</summary>
public sealed class GetStatistics(CollectStatistics statistics)
{
    [Function(nameof(GetStatistics))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/stats")] HttpRequest request, CancellationToken cancellationToken) =>
        new JsonAnswer(await statistics.RunAsync(cancellationToken)).With("Cache-Control", "no-store");
}
