using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET docs: the OpenAPI document for people, in Swagger UI.</summary>
public sealed class ShowDocs(Pages pages)
{
    [Function(nameof(ShowDocs))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request) =>
        pages.Docs(request);

    [Function("GetDocsFile")]
    public IResult RunFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/{version}/{file}")] HttpRequest request, string version, string file) =>
        pages.DocsFile(version, file);
}
