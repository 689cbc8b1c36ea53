using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST images/{id}/complete: the caller has uploaded; start now.</summary>
public sealed class ConfirmUpload(CompleteUpload complete, WatchStatus status)
{
    [Function(nameof(ConfirmUpload))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/complete")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JsonAnswer.Accepted(status.Describe(await complete.RunAsync(id, cancellationToken)));
}
