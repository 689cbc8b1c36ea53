using ImageFunctions.Http;
using ImageFunctions.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET images/{id}/download: a link to the original or a rendition, or a redirect to it.</summary>
public sealed class DownloadImage(LinkDownload link)
{
    [Function(nameof(DownloadImage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "images/{id}/download")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var isRedirect = QueryValues.Flag(request, "redirect");
        var download = await link.RunAsync(id, QueryValues.First(request, "variant") ?? LinkDownload.Original, cancellationToken);
        return isRedirect
            ? new JsonAnswer(null, StatusCodes.Status302Found).With("Location", download.DownloadUrl).With("Cache-Control", "no-store")
            : new JsonAnswer(download);
    }
}
