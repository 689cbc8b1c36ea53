using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>How an original gets in.</summary>
public sealed class UploadFunctions(
    CreateUpload create, CompleteUpload complete, StoreUpload store, ReceiveUpload receive, GetImageStatus status, DescribeImage describe)
{
    private const int MaxFiles = 100;

    /// <summary>A URL to upload one file to.</summary>
    [Function(nameof(CreateUpload))]
    public async Task<IResult> CreateUpload(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/upload")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var said = await RequestBody.ReadAsync<UploadRequest>(request, cancellationToken);
        return new JsonResponse(
            await create.RunAsync(said, Caller.Of(request), Caller.Key(request), Caller.ApiBase(request), cancellationToken));
    }

    /// <summary>The same at the address of an older API.</summary>
    [Function("CreateUploadAlias")]
    public Task<IResult> CreateUploadAlias(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "upload")] HttpRequest request, CancellationToken cancellationToken) =>
        CreateUpload(request, cancellationToken);

    /// <summary>Up to 100 upload URLs; one bad item does not spoil the others.</summary>
    [Function(nameof(CreateUploadBatch))]
    public async Task<IResult> CreateUploadBatch(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/upload/batch")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var batch = await RequestBody.ReadAsync<UploadBatch>(request, cancellationToken);
        var items = await RequestBatch.RunAsync<UploadRequest, CreatedUpload, UploadBatchItem>(
            request, "files", batch.Files, MaxFiles,
            (said, owner, key) => create.RunAsync(said, owner, key, Caller.ApiBase(request), cancellationToken),
            (index, upload, problem) => new(index, upload, problem));
        return new JsonResponse(
            new UploadBatchResponse(items, items.Count(item => item.Upload is not null), items.Count(item => item.Problem is not null)));
    }

    /// <summary>The caller has uploaded: processing starts now.</summary>
    [Function(nameof(CompleteUpload))]
    public async Task<IResult> CompleteUpload(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/complete")] HttpRequest request,
        string id, CancellationToken cancellationToken) =>
        JsonResponse.Accepted(status.Describe(await complete.RunAsync(id, Caller.Of(request), cancellationToken)));

    /// <summary>A file with its fields in one multipart request, passed on to storage as it arrives.</summary>
    [Function(nameof(ReceiveUpload))]
    public async Task<IResult> ReceiveUpload(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images")] HttpRequest request, CancellationToken cancellationToken)
    {
        var image = await new MultipartUpload(request, store, receive).ReadAsync(cancellationToken);
        return JsonResponse.Accepted(
            await describe.FullAsync(image, cancellationToken), $"{Caller.ApiBase(request)}/images/{image.Id}");
    }
}
