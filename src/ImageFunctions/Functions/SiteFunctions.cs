using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>The pages for people, and the API's description for programs. They need no key.</summary>
public sealed class SiteFunctions(Site site)
{
    [Function("GetOpenApi")]
    public IResult GetOpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        site.OpenApi();

    [Function("GetDocs")]
    public IResult GetDocs([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request) =>
        site.Docs(request);

    [Function("GetDocsFile")]
    public IResult GetDocsFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/{version}/{file}")] HttpRequest request, string version,
        string file) =>
        site.DocsFile(version, file);

    [Function("GetGallery")]
    public IResult GetGallery([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "gallery")] HttpRequest request) =>
        site.Gallery(request);

    [Function("GetGalleryFile")]
    public IResult GetGalleryFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "gallery/{version}/{*file}")] HttpRequest request, string version,
        string file) =>
        site.GalleryFile(version, file);
}
