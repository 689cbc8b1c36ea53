using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET images/{id}; 304 when the caller has this version.</summary>
public sealed class GetImage(FindImage find, DescribeImage describe)
{
    [Function(nameof(GetImage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var image = await find.RunAsync(id, cancellationToken);
        var version = describe.Version(image);
        if (EntityTags.IsCurrent(request, version))
            return new JsonAnswer(null, StatusCodes.Status304NotModified).With("ETag", EntityTags.Quote(version));
        return new JsonAnswer(await describe.FullAsync(image, cancellationToken)).With("ETag", EntityTags.Quote(version));
    }
}
