using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>POST images/{id}/restore: takes a delete back.</summary>
public sealed class RestoreImage(ChangeImage change, DescribeImage describe)
{
    [Function(nameof(RestoreImage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/restore")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var image = await change.RestoreAsync(id, Caller.Of(request), cancellationToken);
        return new JsonAnswer(await describe.FullAsync(image, cancellationToken)).With("ETag", EntityTags.Quote(describe.Version(image)));
    }
}
