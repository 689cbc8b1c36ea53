using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET images/{id}/status; wait holds the answer until something changes.</summary>
public sealed class GetImageStatus(WatchStatus watch)
{
    [Function(nameof(GetImageStatus))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/status")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        new JsonAnswer(await watch.RunAsync(id, QueryValues.Number(request, "wait", 0, 0, WatchStatus.MaxWaitSeconds), cancellationToken))
            .With("Cache-Control", "no-store");
}
