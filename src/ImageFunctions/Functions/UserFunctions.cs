using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>All images of one user.</summary>
public sealed class UserFunctions(ListImages list, EraseUser erase)
{
    [Function("ListUserImages")]
    public async Task<IResult> ListUserImages(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "users/{userId}/images")] HttpRequest request,
        string userId, CancellationToken cancellationToken) =>
        new JsonResponse(await list.RunAsync(QueryValues.List(request) with { UserId = ImageText.UserId(userId) }, cancellationToken));

    /// <summary>Done in the background; asking twice does no harm.</summary>
    [Function(nameof(EraseUser))]
    public async Task<IResult> EraseUser(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "users/{userId}/images")] HttpRequest request,
        string userId, CancellationToken cancellationToken)
    {
        var user = await erase.RunAsync(userId, Caller.Of(request), QueryValues.Flag(request, "purge"), cancellationToken);
        return JsonResponse.Accepted(new UserErasure("The images are being erased.", user));
    }
}
