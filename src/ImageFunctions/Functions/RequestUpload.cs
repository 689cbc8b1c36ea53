using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST images/upload, and upload for callers of an older API.</summary>
public sealed class RequestUpload(IssueUpload issue)
{
    [Function(nameof(RequestUpload))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/upload")] HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, cancellationToken);

    [Function("RequestUploadAlias")]
    public Task<IResult> RunAliasAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "upload")] HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, cancellationToken);

    private async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync<UploadRequest>(request, cancellationToken);
        var key = request.Headers["Idempotency-Key"] is [{ } value, ..] ? value : null;
        return new JsonAnswer(await issue.RunAsync(body, Caller.Of(request), key, Caller.ApiBase(request), cancellationToken));
    }
}
