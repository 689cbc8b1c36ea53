using ImageFunctions.Contracts;
using ImageFunctions.Http;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET labels/{label}/images, with minConfidence.</summary>
public sealed class GetLabelImages(ListImages list)
{
    [Function(nameof(GetLabelImages))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "labels/{label}/images")] HttpRequest request,
        string label, CancellationToken cancellationToken) =>
        new JsonAnswer(await list.RunAsync(QueryValues.List(request) with { Label = ImageText.Label(label) }, cancellationToken));
}
