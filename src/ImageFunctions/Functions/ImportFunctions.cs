using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Originals that are fetched.</summary>
public sealed class ImportFunctions(ImportImage import, DescribeImage describe)
{
    /// <summary>All are fetched at once and within the request, so that it can say of each what came of it: hence few.</summary>
    private const int MaxImages = 10;

    /// <summary>Answered when the file is stored; processing follows as with any upload.</summary>
    [Function(nameof(ImportImage))]
    public async Task<IResult> ImportImage(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/import")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var wanted = await RequestBody.ReadAsync<ImportRequest>(request, cancellationToken);
        var image = await import.RunAsync(wanted, Caller.Of(request), Caller.Key(request), cancellationToken);
        return JsonResponse.Accepted(await describe.FullAsync(image, cancellationToken), $"{Caller.ApiBase(request)}/images/{image.Id}");
    }

    /// <summary>The same for some; one that cannot be had does not spoil the others.</summary>
    [Function("ImportImageBatch")]
    public async Task<IResult> ImportImageBatch(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/import/batch")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await RequestBody.ReadAsync<ImportBatch>(request, cancellationToken);
        var items = await RequestBatch.RunAsync<ImportRequest, ImageView, ImportBatchItem>(
            request, "images", batch.Images, MaxImages,
            async (wanted, owner, key) =>
                await describe.FullAsync(await import.RunAsync(wanted, owner, key, cancellationToken), cancellationToken),
            (index, image, problem) => new(index, image, problem));
        return new JsonResponse(
            new ImportBatchResponse(items, items.Count(item => item.Image is not null), items.Count(item => item.Problem is not null)));
    }
}
