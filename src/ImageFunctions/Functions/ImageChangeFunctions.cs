using System.Text.Json;
using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Changing images that exist.</summary>
public sealed class ImageChangeFunctions(
    UpdateImage update, DeleteImage delete, RestoreImage restore, ReprocessImage reprocess, GetImageStatus status, DescribeImage describe)
{
    private const int MaxImages = 100;

    /// <summary>Title, description and tags; If-Match guards against changes by others.</summary>
    [Function(nameof(UpdateImage))]
    public async Task<IResult> UpdateImage(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "images/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken)
    {
        var patch = await PatchBody.ReadAsync(request, cancellationToken);
        return await DescribedAsync(
            await update.RunAsync(id, patch, Caller.Of(request), EntityTags.Expected(request), cancellationToken), cancellationToken);
    }

    /// <summary>Hidden and restorable, or with <c>purge=true</c> gone for good.</summary>
    [Function(nameof(DeleteImage))]
    public async Task<IResult> DeleteImage(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "images/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken)
    {
        var isPurge = QueryValues.Flag(request, "purge");
        var deleted = await delete.RunAsync(id, isPurge, Caller.Of(request), EntityTags.Expected(request), cancellationToken);
        var answer = new JsonResponse(new DeletedImage("Image deleted successfully", id));
        return deleted is null ? answer : answer.With("ETag", EntityTags.Quote(describe.Version(deleted)));
    }

    /// <summary>Up to 100 images, each with its own outcome.</summary>
    [Function(nameof(DeleteImageBatch))]
    public async Task<IResult> DeleteImageBatch(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/delete")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await RequestBody.ReadAsync<DeleteBatch>(request, cancellationToken);
        if (batch.ImageIds is not { Count: > 0 and <= MaxImages })
            throw ProblemException.Invalid("imageIds", $"imageIds must hold 1 to {MaxImages} ids.");
        var items = await Task.WhenAll(batch.ImageIds.Select(Named).Distinct().Select(async id =>
        {
            var (deleted, problem) = await ProblemResponses.TryAsync(request.HttpContext, async () =>
            {
                await delete.RunAsync(id, isPurge: false, Caller.Of(request), isExpected: null, cancellationToken);
                return true;
            });
            return new DeleteBatchItem(id, deleted, problem);
        }));
        return new JsonResponse(new DeleteBatchResponse(items, items.Count(item => item.Deleted), items.Count(item => !item.Deleted)));
    }

    /// <summary>Takes a delete back.</summary>
    [Function(nameof(RestoreImage))]
    public async Task<IResult> RestoreImage(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/restore")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        await DescribedAsync(
            await restore.RunAsync(id, Caller.Of(request), EntityTags.Expected(request), cancellationToken), cancellationToken);

    /// <summary>What is missing, or would be another now, is made again.</summary>
    [Function(nameof(ReprocessImage))]
    public async Task<IResult> ReprocessImage(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/reprocess")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        JsonResponse.Accepted(
            status.Describe(await reprocess.RunAsync(id, Caller.Of(request), EntityTags.Expected(request), cancellationToken)));

    // What is no text is named as it was written, so that its answer can be found.
    private static string Named(JsonElement id) => id.ValueKind == JsonValueKind.Null ? "" : id.GetRawText().Trim('"');

    private async Task<IResult> DescribedAsync(ImageRecord image, CancellationToken cancellationToken) =>
        new JsonResponse(await describe.FullAsync(image, cancellationToken)).With("ETag", EntityTags.Quote(describe.Version(image)));
}
