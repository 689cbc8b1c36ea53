using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.Functions;

/// <summary>Pictures of any size by signed links, and the links.</summary>
public sealed class DeliveryFunctions(DeliverImage deliver, IssueLinks issue, LinkKeys keys)
{
    /// <summary>Without a key: the link's signature is what counts.</summary>
    [Function(nameof(DeliverImage))]
    public async Task<IResult> DeliverImage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "i/{id}/{options}")] HttpRequest request,
        string id, string options, CancellationToken cancellationToken)
    {
        var link = new DeliveryLink(
            id, options, QueryValues.First(request, "kid"), QueryValues.First(request, "exp"), QueryValues.First(request, "sig"));
        return new PictureResponse(await deliver.RunAsync(
            link, request.Headers.Accept.ToString(), version => EntityTags.IsCurrent(request, version), cancellationToken));
    }

    [Function(nameof(IssueLinks))]
    public async Task<IResult> IssueLinks(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "images/{id}/links")] HttpRequest request, string id,
        CancellationToken cancellationToken)
    {
        var wanted = await RequestBody.ReadAsync<LinkRequest>(request, cancellationToken);
        return new JsonResponse(await issue.RunAsync(id, wanted, Caller.Of(request), Caller.ApiBase(request), cancellationToken));
    }

    [Function("ListLinkKeys")]
    public async Task<IResult> ListLinkKeys(
        [HttpTrigger(AuthorizationLevel.Admin, "get", Route = "manage/link-keys")] HttpRequest request,
        CancellationToken cancellationToken) =>
        new JsonResponse(await keys.ListAsync(cancellationToken)).With("Cache-Control", "no-store");

    /// <summary>Everything that it signed is refused from now on.</summary>
    [Function("RevokeLinkKey")]
    public async Task<IResult> RevokeLinkKey(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "manage/link-keys/{kid}/revoke")] HttpRequest request,
        string kid, CancellationToken cancellationToken) =>
        new JsonResponse(await keys.RevokeAsync(kid, cancellationToken));
}
