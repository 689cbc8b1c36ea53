using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>What operators do about work that was given up.</summary>
public sealed class DeadLetterFunctions(DeadLetters letters, ReplayDeadLetter replay)
{
    /// <summary>Newest first.</summary>
    [Function("ListDeadLetters")]
    public async Task<IResult> ListDeadLetters(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/dead-letters")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var limit = QueryValues.Number(request, "limit", 20, 1, 100, ProblemCodes.InvalidLimit);
        return new JsonResponse(await letters.ListAsync(QueryValues.First(request, "cursor"), limit, cancellationToken));
    }

    [Function("GetDeadLetter")]
    public async Task<IResult> GetDeadLetter(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/dead-letters/{id}")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        new JsonResponse(await letters.GetAsync(id, cancellationToken));

    /// <summary>The message goes back to its queue.</summary>
    [Function(nameof(ReplayDeadLetter))]
    public async Task<IResult> ReplayDeadLetter(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/dead-letters/{id}/replay")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        JsonResponse.Accepted(await replay.RunAsync(id, cancellationToken));

    [Function("DiscardDeadLetter")]
    public async Task<IResult> DiscardDeadLetter(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "manage/dead-letters/{id}")] HttpRequest request,
        string id, CancellationToken cancellationToken)
    {
        await letters.GetAsync(id, cancellationToken);
        await letters.RemoveAsync(id, cancellationToken);
        return new JsonResponse(null, StatusCodes.Status204NoContent);
    }
}
