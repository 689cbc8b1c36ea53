using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET tags/{tag}/images; further tags in the query narrow it.</summary>
public sealed class GetTagImages(ListImages list)
{
    [Function(nameof(GetTagImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "tags/{tag}/images")] HttpRequest request,
        string tag, CancellationToken cancellationToken)
    {
        var query = QueryValues.List(request);
        return new JsonAnswer(await list.RunAsync(query with { Tags = ImageText.Tags([tag, .. query.Tags]) }, cancellationToken));
    }
}
