using System.Web;

namespace ImageFunctions.Testing.OpenApi;

/// <summary>Holds every call of an <see cref="HttpClient"/> to the API against the document. Calls to other addresses pass by.</summary>
/// <param name="onFinding">Told what the document lacks or says otherwise; called from any thread.</param>
public sealed class OpenApiHandler(OpenApiDocument document, Action<string> onFinding, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) != true)
            return await base.SendAsync(request, cancellationToken);
        var sent = IsJson(request.Content) ? await request.Content!.ReadAsStringAsync(cancellationToken) : null;
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var received = IsJson(response.Content) ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
        // Parameters of other operations are sent on purpose, to see that they do no harm.
        var query = HttpUtility.ParseQueryString(request.RequestUri.Query).AllKeys.OfType<string>()
            .Except(document.Operations.SelectMany(operation => operation.QueryNames));
        foreach (var finding in document.Validate(
            request.Method.Method, request.RequestUri.AbsolutePath, (int)response.StatusCode, query, sent, received))
            onFinding(finding);
        return response;
    }

    private static bool IsJson(HttpContent? content) =>
        content?.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
}
