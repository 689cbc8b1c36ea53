using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET users/{userId}/images.</summary>
public sealed class GetUserImages(ListImages list)
{
    [Function(nameof(GetUserImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "users/{userId}/images")] HttpRequest request,
        string userId, CancellationToken cancellationToken) =>
        new JsonAnswer(await list.RunAsync(QueryValues.List(request) with { UserId = ImageText.UserId(userId) }, cancellationToken));
}
