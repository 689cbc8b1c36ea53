using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>What tests of pictures by signed links have at hand.</summary>
public abstract class DeliveryTest(ContractService service) : ContractTest(service)
{
    private protected BlobContainerClient Container => new(Host.ConnectionString, "variants");

    private protected static string Signed(string id, string options, DateTimeOffset expires, string? secret = null) =>
        ImageLinks.Sign("", id, options, ContractService.LinkKey.Id, secret ?? ContractService.LinkKey.Secret, expires).TrimStart('/');

    private protected async Task<string> LinkAsync(string id, string options)
    {
        var links = (await Host.PostAsync($"images/{id}/links", new { options = new[] { options } })).Ok();
        return links.Items("links").Single().Text("url");
    }

    private protected Task<HttpResponseMessage> GetAsync(string link, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, link, headers);

    private protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string link, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, link);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Host.Http.SendAsync(request, Token);
    }

    private protected async Task<IReadOnlyList<string>> OnDemandAsync(string id) => await Container
        .GetBlobsAsync(new GetBlobsOptions { Prefix = $"{id}/pictures/" }, Token).Select(blob => blob.Name).ToListAsync(Token);
}
