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
}
