using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>What people decide about images that moderation found something in, or could not judge.</summary>
public sealed class ModerationFunctions(ListImages list, ReviewImage review, DescribeImage describe)
{
    /// <summary>Newest first; held ones unless another state is asked for.</summary>
    [Function("ListModeration")]
    public async Task<IResult> ListModeration(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/moderation")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var query = QueryValues.List(request) with { Moderation = QueryValues.Moderation(request, "state") ?? ModerationState.Held };
        return new JsonResponse(await list.RunAsync(query, cancellationToken));
    }

    [Function("ApproveImage")]
    public async Task<IResult> ApproveImage(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/moderation/{id}/approve")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        await DescribedAsync(await review.ApproveAsync(id, Caller.Of(request), cancellationToken), cancellationToken);

    [Function("RejectImage")]
    public async Task<IResult> RejectImage(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/moderation/{id}/reject")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        await DescribedAsync(await review.RejectAsync(id, Caller.Of(request), cancellationToken), cancellationToken);

    private async Task<IResult> DescribedAsync(ImageRecord image, CancellationToken cancellationToken) =>
        new JsonResponse(await describe.FullAsync(image, cancellationToken)).With("ETag", EntityTags.Quote(describe.Version(image)));
}
