using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET images, newest first, with filters.</summary>
public sealed class GetImages(ListImages list)
{
    [Function(nameof(GetImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images")] HttpRequest request, CancellationToken cancellationToken) =>
        new JsonAnswer(await list.RunAsync(QueryValues.List(request), cancellationToken));
}
