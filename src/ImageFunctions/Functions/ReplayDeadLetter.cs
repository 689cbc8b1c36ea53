using ImageFunctions.Http;
using ImageFunctions.Maintenance;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST manage/dead-letters/{id}/replay: the message goes back to its queue.</summary>
public sealed class ReplayDeadLetter(ManageDeadLetters letters)
{
    [Function(nameof(ReplayDeadLetter))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/dead-letters/{id}/replay")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JsonAnswer.Accepted(await letters.ReplayAsync(id, cancellationToken));
}
