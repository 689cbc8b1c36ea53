using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST images/{id}/reprocess: everything is made again.</summary>
public sealed class ReprocessImage(ChangeImage change, WatchStatus status)
{
    [Function(nameof(ReprocessImage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/reprocess")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JsonAnswer.Accepted(status.Describe(await change.ReprocessAsync(id, Caller.Of(request), cancellationToken)));
}
