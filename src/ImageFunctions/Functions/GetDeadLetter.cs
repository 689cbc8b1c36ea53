using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET manage/dead-letters/{id}.</summary>
public sealed class GetDeadLetter(ManageDeadLetters letters)
{
    [Function(nameof(GetDeadLetter))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/dead-letters/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        new JsonAnswer(await letters.GetAsync(id, cancellationToken));
}
