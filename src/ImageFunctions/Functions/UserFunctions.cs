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
        string userId, CancellationToken cancellationToken)
    {
        var query = QueryValues.List(request) with { UserId = ImageText.UserId(PathValue.Read(userId, "userId")) };
        return new JsonResponse(await list.RunAsync(query, Caller.Of(request), cancellationToken));
    }

    /// <summary>Done in the background; asking twice does no harm.</summary>
    [Function(nameof(EraseUser))]
    public Task<IResult> EraseUser(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "users/{userId}/images")] HttpRequest request,
        string userId, CancellationToken cancellationToken) =>
        EraseAsync(request, PathValue.Read(userId, "userId"), cancellationToken);

    /// <summary>The same for a user whose id does not fit into a path.</summary>
    [Function("EraseUserByQuery")]
    public Task<IResult> EraseUserByQuery(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "images")] HttpRequest request, CancellationToken cancellationToken)
    {
        // Whoever narrows it believes that less is erased.
        if (QueryValues.Filters.FirstOrDefault(request.Query.ContainsKey) is { } filter)
            throw ProblemException.Invalid(filter, $"All images of a user are erased: {filter} cannot narrow that.");
        return EraseAsync(request, QueryValues.User(request), cancellationToken);
    }

    private async Task<IResult> EraseAsync(HttpRequest request, string? userId, CancellationToken cancellationToken)
    {
        var (user, job) = await erase.RunAsync(userId, Caller.Of(request), QueryValues.Flag(request, "purge"), cancellationToken);
        var address = JobFunctions.Address(request, job);
        return JsonResponse.Accepted(new UserErasure("The images are being erased.", user, job.JobId, address), address);
    }
}
