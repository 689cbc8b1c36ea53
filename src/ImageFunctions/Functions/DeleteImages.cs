using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST images/delete: up to 100 images, each with its own outcome.</summary>
public sealed class DeleteImages(ChangeImage change)
{
    private const int MaxImages = 100;

    private sealed record Batch(IReadOnlyList<string?>? ImageIds);

    private sealed record Item(string ImageId, bool Deleted, Problem? Problem);

    private sealed record BatchAnswer(IReadOnlyList<Item> Results, int Deleted, int Failed);

    [Function(nameof(DeleteImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/delete")] HttpRequest request, CancellationToken cancellationToken)
    {
        var batch = await RequestBody.ReadAsync<Batch>(request, cancellationToken);
        if (batch.ImageIds is not { Count: > 0 and <= MaxImages })
            throw ProblemException.Invalid("imageIds", $"imageIds must hold 1 to {MaxImages} ids.");
        var ids = batch.ImageIds.Select(id => id ?? "").Distinct();
        var items = await Task.WhenAll(ids.Select(id => OneAsync(id, request, cancellationToken)));
        return new JsonAnswer(new BatchAnswer(items, items.Count(item => item.Deleted), items.Count(item => !item.Deleted)));
    }

    private async Task<Item> OneAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await change.DeleteAsync(id, Caller.Of(request), cancellationToken);
            return new Item(id, true, null);
        }
        catch (ProblemException problem)
        {
            return new Item(id, false, ProblemResponses.Describe(problem, request.HttpContext));
        }
    }
}
