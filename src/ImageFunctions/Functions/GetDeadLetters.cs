using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET manage/dead-letters, newest first.</summary>
public sealed class GetDeadLetters(ManageDeadLetters letters)
{
    [Function(nameof(GetDeadLetters))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/dead-letters")] HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = QueryValues.Number(request, "limit", 20, 1, 100, ProblemCodes.InvalidLimit);
        return new JsonAnswer(await letters.ListAsync(QueryValues.First(request, "cursor"), limit, cancellationToken));
    }
}
