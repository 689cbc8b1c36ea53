using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>DELETE manage/dead-letters/{id}.</summary>
public sealed class DiscardDeadLetter(ManageDeadLetters letters)
{
    [Function(nameof(DiscardDeadLetter))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "manage/dead-letters/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        await letters.DiscardAsync(id, cancellationToken);
        return new JsonAnswer(null, StatusCodes.Status204NoContent);
    }
}
