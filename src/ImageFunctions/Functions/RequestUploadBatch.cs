using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST images/upload/batch: up to 100 upload URLs; one bad item does not spoil the others.</summary>
public sealed class RequestUploadBatch(IssueUpload issue)
{
    private const int MaxFiles = 100;

    private sealed record Batch(IReadOnlyList<UploadRequest?>? Files);

    private sealed record Item(int Index, IssuedUpload? Upload, Problem? Problem);

    private sealed record BatchAnswer(IReadOnlyList<Item> Results, int Succeeded, int Failed);

    [Function(nameof(RequestUploadBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/upload/batch")] HttpRequest request, CancellationToken cancellationToken)
    {
        var batch = await RequestBody.ReadAsync<Batch>(request, cancellationToken);
        if (batch.Files is not { Count: > 0 and <= MaxFiles })
            throw ProblemException.Invalid("files", $"files must hold 1 to {MaxFiles} items.");
        var owner = Caller.Of(request);
        var items = await Task.WhenAll(batch.Files.Select((file, index) => OneAsync(index, file, owner, request, cancellationToken)));
        return new JsonAnswer(new BatchAnswer(items, items.Count(item => item.Upload is not null), items.Count(item => item.Problem is not null)));
    }

    private async Task<Item> OneAsync(int index, UploadRequest? file, string? owner, HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new Item(index, await issue.RunAsync(file ?? new UploadRequest(), owner, null, Caller.ApiBase(request), cancellationToken), null);
        }
        catch (ProblemException problem)
        {
            return new Item(index, null, ProblemResponses.Describe(problem, request.HttpContext));
        }
    }
}
