using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET gallery: a page to upload images with and to look at them.</summary>
public sealed class ShowGallery(Pages pages)
{
    [Function(nameof(ShowGallery))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "gallery")] HttpRequest request) =>
        pages.Gallery(request);

    [Function("GetGalleryFile")]
    public IResult RunFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "gallery/{version}/{file}")] HttpRequest request, string version, string file) =>
        pages.GalleryFile(version, file);
}
