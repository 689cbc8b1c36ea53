using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
namespace ImageFunctions.Functions;

/// <summary>GET openapi.json: the API for programs.</summary>
public sealed class GetOpenApi(Pages pages)
{
    [Function(nameof(GetOpenApi))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        pages.OpenApi();
}
