using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET images/{id}/similar: images that look alike, nearest first.</summary>
public sealed class GetSimilarImages(FindSimilar find)
{
    [Function(nameof(GetSimilarImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/similar")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var distance = QueryValues.Number(request, "distance", FindSimilar.DefaultDistance, 0, FindSimilar.MaxDistance);
        return new JsonAnswer(await find.RunAsync(id, distance, cancellationToken));
    }
}
