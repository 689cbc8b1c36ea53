using System.Globalization;
using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Reading images, one or many.</summary>
public sealed class ImageFunctions(
    GetImage get, DescribeImage describe, GetImageStatus status, DownloadImage download, ListImages list, ListSimilarImages similar)
{
    /// <summary>304 when the caller has this version.</summary>
    [Function(nameof(GetImage))]
    public async Task<IResult> GetImage(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken)
    {
        var image = await get.ReadAsync(id, Caller.Of(request), cancellationToken);
        var version = describe.Version(image);
        return EntityTags.IsCurrent(request, version)
            ? new JsonResponse(null, StatusCodes.Status304NotModified).With("ETag", EntityTags.Quote(version))
            : new JsonResponse(await describe.FullAsync(image, cancellationToken)).With("ETag", EntityTags.Quote(version));
    }

    /// <summary><c>wait</c> holds the answer until something changes.</summary>
    [Function(nameof(GetImageStatus))]
    public async Task<IResult> GetImageStatus(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/status")] HttpRequest request,
        string id, CancellationToken cancellationToken)
    {
        var wait = QueryValues.Number(request, "wait", 0, 0, Images.GetImageStatus.MaxWaitSeconds);
        var view = await status.RunAsync(id, Caller.Of(request), wait, cancellationToken);
        var answer = new JsonResponse(view).With("Cache-Control", "no-store");
        return status.RetryAfter(view) is { } seconds ? answer.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)) : answer;
    }

    /// <summary>A link to the original or a variant, or a redirect to it.</summary>
    [Function(nameof(DownloadImage))]
    public async Task<IResult> DownloadImage(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/download")] HttpRequest request,
        string id, CancellationToken cancellationToken)
    {
        var isRedirect = QueryValues.Flag(request, "redirect");
        var variant = QueryValues.First(request, "variant") ?? Images.DownloadImage.Original;
        var link = await download.RunAsync(id, Caller.Of(request), variant, cancellationToken);
        return isRedirect
            ? new JsonResponse(null, StatusCodes.Status302Found).With("Location", link.DownloadUrl).With("Cache-Control", "no-store")
            : new JsonResponse(link);
    }

    /// <summary>Images that look alike, nearest first.</summary>
    [Function(nameof(ListSimilarImages))]
    public async Task<IResult> ListSimilarImages(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/similar")] HttpRequest request,
        string id, CancellationToken cancellationToken)
    {
        var distance = QueryValues.Number(
            request, "distance", Images.ListSimilarImages.DefaultDistance, 0, Images.ListSimilarImages.MaxDistance);
        return new JsonResponse(await similar.RunAsync(id, Caller.Of(request), distance, cancellationToken));
    }

    /// <summary>Newest first, with filters.</summary>
    [Function(nameof(ListImages))]
    public async Task<IResult> ListImages(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images")] HttpRequest request, CancellationToken cancellationToken) =>
        new JsonResponse(await list.RunAsync(QueryValues.List(request), Caller.Of(request), cancellationToken));

    /// <summary>Further tags in the query narrow it.</summary>
    [Function("ListTagImages")]
    public async Task<IResult> ListTagImages(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "tags/{tag}/images")] HttpRequest request,
        string tag, CancellationToken cancellationToken)
    {
        var query = QueryValues.List(request);
        var tags = ImageText.Tags([PathValue.Read(tag, "tag"), .. query.Tags]);
        return new JsonResponse(await list.RunAsync(query with { Tags = tags }, Caller.Of(request), cancellationToken));
    }

    /// <summary>With <c>minConfidence</c>.</summary>
    [Function("ListLabelImages")]
    public async Task<IResult> ListLabelImages(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "labels/{label}/images")] HttpRequest request,
        string label, CancellationToken cancellationToken)
    {
        var query = QueryValues.List(request) with { Label = ImageText.Label(PathValue.Read(label, "label")) };
        return new JsonResponse(await list.RunAsync(query, Caller.Of(request), cancellationToken));
    }
}
